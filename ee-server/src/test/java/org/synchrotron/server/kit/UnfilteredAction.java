package org.synchrotron.server.kit;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/**
 * Executes SQL on the transaction's connection past the filter, as an action does through a data source of its own or JPA. What it reads it remembers
 * outside of the transaction.
 */
@SyncAction("unfiltered_v1")
public final class UnfilteredAction implements Action<UnfilteredAction.Args, Void> {

    /**
     * What it executes.
     *
     * @param disguise statements whose results do not matter
     * @param deeds statements whose results are remembered; {@code %1$s} in any statement stands for what was remembered first, and so on
     * @param restored whether it goes on after a failure, sets its settings back, and ends as if nothing had happened
     */
    public record Args(List<String> disguise, List<String> deeds, boolean restored) {}

    /** The connection of the transaction; null while no test runs. */
    public static volatile @Nullable Connection connection;

    /** The first column of what was read. */
    public static final List<String> REMEMBERED = new ArrayList<>();

    /** What a scope consists of, in the order in which it is set. */
    public static final List<String> SETTINGS = List.of(
            "role",
            "request.jwt.claim.sub",
            "synchrotron.user_id",
            "synchrotron.grant_id",
            "synchrotron.write_grant_id",
            "synchrotron.capture_mode",
            "synchrotron.record_id",
            "synchrotron.proof");

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        try (Statement statement = requireNonNull(connection).createStatement()) {
            List<String> before = new ArrayList<>();
            for (String each : SETTINGS) {
                before.add(rows("select set_config('" + each + "', current_setting('" + each + "'), true)", statement)
                        .get(0));
            }
            for (String each : args.disguise()) {
                attempt(each, args.restored(), statement);
            }
            for (String each : args.deeds()) {
                REMEMBERED.addAll(attempt(each, args.restored(), statement));
            }
            for (int i = 0; args.restored() && i < before.size(); i++) {
                attempt("select set_config('" + SETTINGS.get(i) + "', '" + before.get(i) + "', true)", true, statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return null;
    }

    private static List<String> attempt(String text, boolean caught, Statement statement) throws SQLException {
        Savepoint before = caught ? statement.getConnection().setSavepoint() : null;
        try {
            return rows(text.formatted(REMEMBERED.toArray()), statement);
        } catch (SQLException e) {
            if (before == null) {
                throw e;
            }
            statement.getConnection().rollback(before);
            return List.of();
        }
    }

    private static List<String> rows(String text, Statement statement) throws SQLException {
        List<String> found = new ArrayList<>();
        if (statement.execute(text)) {
            ResultSet rows = statement.getResultSet();
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
        }
        return found;
    }
}
