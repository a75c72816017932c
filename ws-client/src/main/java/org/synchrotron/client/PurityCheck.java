package org.synchrotron.client;

import jakarta.json.JsonValue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.DifferingCell;
import org.synchrotron.history.ImpureAction;

/**
 * For an application's own tests: checks that an action does the same each time it runs. Works with any open client, online or offline,
 * on the rows that it holds.
 *
 * <pre>{@code
 * String id = client.execute(CreateTodo.class, new CreateTodo.Args("p1", "k1", "Buy milk")).result();
 * PurityCheck.of(client).requirePure(new CompleteTodo.Args(id));
 * }</pre>
 *
 * The action runs at least twenty times in one transaction, which is rolled back. The runs see the same rows, arguments, timestamp,
 * author and row ids. Every other run reads unordered rows in reverse order, and SQL's {@code current_timestamp},
 * {@code current_date} and {@code current_time} more than a year ahead.
 *
 * <p>The check also reads the action's statements and reports those that compare, sort or calculate with a decimal column: on a client
 * decimals are text. It does not see statements of the handle's JDBC connection, nor columns that come by {@code *} or through a view.
 *
 * <p>It cannot find what stays the same within one process: the order of {@link java.util.Set#of} and {@link
 * java.util.Map#of}, the default time zone and locale, or a clock that is read to the second or coarser, such as SQLite's {@code
 * datetime('now')}. Thread-safe.
 */
public final class PurityCheck {

    private final SynchrotronClient client;

    private PurityCheck(SynchrotronClient client) {
        this.client = client;
    }

    public static PurityCheck of(SynchrotronClient client) {
        return new PurityCheck(client);
    }

    /**
     * Requires that the action of these arguments does the same each time. Nothing is recorded or uploaded.
     *
     * @throws AssertionError if two runs differ, it names the cells with both values; if a statement does more with decimals than store
     *     and read them, it names columns and statement
     * @throws org.synchrotron.action.ActionRejected if the action refuses each time; then nothing is known of its effects
     * @throws org.synchrotron.action.InvalidArguments if the arguments break a constraint
     * @throws IllegalArgumentException if no registered action has arguments of this class
     * @throws ActionFailed if the action throws anything else each time
     * @throws DatabaseFailure if the file cannot be written
     * @throws ClientClosed if the client is closed
     */
    public void requirePure(Record args) {
        client.dryRun(args).ifPresent(impure -> {
            throw new AssertionError(message(impure), failure(impure));
        });
    }

    private static @Nullable Throwable failure(ImpureAction impure) {
        return impure.firstFailure() != null ? impure.firstFailure() : impure.secondFailure();
    }

    private static String message(ImpureAction impure) {
        return impure
                + impure.cells().stream().map(PurityCheck::line).collect(Collectors.joining())
                + impure.decimals().stream()
                        .map(use -> "\n  " + use.column() + ": " + use.statement())
                        .collect(Collectors.joining());
    }

    private static String line(DifferingCell cell) {
        return "\n  " + cell.place() + " of row " + cell.row().id() + ": " + value(cell.first()) + ", then "
                + value(cell.second());
    }

    private static String value(@Nullable JsonValue written) {
        return written == null ? "not written" : written.toString();
    }
}
