package org.synchrotron.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * An action of which two runs of one record, on the same rows, did not do the same. It depends on something that a replica
 * cannot know: a clock, chance, a field, the order of rows that were not ordered. What the second run did stands.
 *
 * <p>As text it names no rows and no values, which may be private.
 *
 * @param cells where the runs differ
 * @param firstFailure with what the first run ended where the second did not fail; null otherwise
 * @param secondFailure the other way round
 */
public record ImpureAction(
        ActionId record,
        String tag,
        List<DifferingCell> cells,
        @Nullable RuntimeException firstFailure,
        @Nullable RuntimeException secondFailure) {

    public ImpureAction {
        cells = List.copyOf(cells);
    }

    /** {@return how the runs of a record differ; empty if they do not} Two runs that both fail do the same: nothing. */
    public static Optional<ImpureAction> between(ActionRecord record, TrialRun first, TrialRun second) {
        boolean alike = (first.failure() == null) == (second.failure() == null);
        List<DifferingCell> cells = NetEffects.difference(first.effects(), second.effects());
        return alike && cells.isEmpty()
                ? Optional.empty()
                : Optional.of(new ImpureAction(
                        record.id(),
                        record.tag(),
                        cells,
                        alike ? null : first.failure(),
                        alike ? null : second.failure()));
    }

    @Override
    public String toString() {
        String places =
                cells.stream().map(DifferingCell::place).distinct().sorted().collect(Collectors.joining(", "));
        return "action " + tag + " is not pure (record " + record + "): two runs on the same rows differ"
                + (places.isEmpty() ? "" : " in " + places)
                + failed("; the first", firstFailure)
                + failed("; the second", secondFailure);
    }

    private static String failed(String which, @Nullable RuntimeException failure) {
        return failure == null
                ? ""
                : which + " failed with " + failure.getClass().getSimpleName();
    }
}
