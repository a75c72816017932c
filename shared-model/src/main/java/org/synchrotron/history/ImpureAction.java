package org.synchrotron.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * The report that two runs of one record on the same rows differed. Its action depends on something that a replica cannot
 * reproduce: a clock, chance, a field, the order of rows in a query without {@code ORDER BY}. The effects of the second run are
 * kept. Immutable.
 *
 * <p>{@link #toString} names no rows and no values, because they may be private.
 *
 * @param cells the cells in which the runs differ
 * @param firstFailure the failure of the first run if the second did not fail; otherwise null
 * @param secondFailure the failure of the second run if the first did not fail; otherwise null
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

    /** {@return how two runs of a record differ; empty if they do not} Two runs that both fail are alike: both change nothing. */
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
