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
 * kept. Or the second run lacked rows that the footprint of the action does not include, and did something else. Or the action does with
 * decimals what SQLite and PostgreSQL do differently. Immutable.
 *
 * <p>{@link #toString} names no rows and no values, because they may be private.
 *
 * @param cells the cells in which the runs differ
 * @param firstFailure the failure of the first run if the second did not fail; otherwise null
 * @param secondFailure the failure of the second run if the first did not fail; otherwise null
 * @param isOutside whether the runs differ because the action reads rows that its footprint does not include
 * @param reads these rows, as far as they are known
 * @param decimals the statements that do more with decimals than store and read them; then nothing else is said
 */
public record ImpureAction(
        ActionId record,
        String tag,
        List<DifferingCell> cells,
        @Nullable RuntimeException firstFailure,
        @Nullable RuntimeException secondFailure,
        boolean isOutside,
        List<UndeclaredRead> reads,
        List<DecimalUse> decimals) {

    public ImpureAction {
        cells = List.copyOf(cells);
        reads = List.copyOf(reads);
        decimals = List.copyOf(decimals);
    }

    /** {@return this report, if the runs differ because the action reads these rows outside its footprint} */
    public ImpureAction because(List<UndeclaredRead> undeclared) {
        return new ImpureAction(record, tag, cells, firstFailure, secondFailure, true, undeclared, List.of());
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
                        alike ? null : second.failure(),
                        false,
                        List.of(),
                        List.of()));
    }

    /** {@return the report that the record's action does more with decimals than store and read them} */
    public static ImpureAction ofDecimals(ActionRecord record, List<DecimalUse> uses) {
        return new ImpureAction(record.id(), record.tag(), List.of(), null, null, false, List.of(), uses);
    }

    @Override
    public String toString() {
        if (!decimals.isEmpty()) {
            return "action " + tag + " compares, sorts or calculates with decimals (record " + record + "): "
                    + decimals.stream().map(DecimalUse::column).distinct().collect(Collectors.joining(", "))
                    + ". A client does that with their text and with floating point numbers;"
                    + " use an integer of the smallest unit, or calculate in Java";
        }
        String places =
                cells.stream().map(DifferingCell::place).distinct().sorted().collect(Collectors.joining(", "));
        return "action " + tag + (isOutside ? outside() : impure())
                + (places.isEmpty() ? "" : " in " + places)
                + failed("; the first", firstFailure)
                + failed("; the second", secondFailure);
    }

    private String impure() {
        return " is not pure (record " + record + "): two runs on the same rows differ";
    }

    private String outside() {
        String rows = reads.stream().map(UndeclaredRead::toString).collect(Collectors.joining("; "));
        return " reads rows that its footprint does not include (record " + record + ")"
                + (rows.isEmpty() ? "" : ": " + rows) + ". Runs with and without them differ";
    }

    private static String failed(String which, @Nullable RuntimeException failure) {
        return failure == null
                ? ""
                : which + " failed with " + failure.getClass().getSimpleName();
    }
}
