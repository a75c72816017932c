package org.synchrotron.simulation.oracle;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.simulation.oracle.Rows.Row;

/** Reads logs and tables with plain SQL, from the server's database as its superuser and from a client's file. */
public final class LogReader {

    private static final String SERVER_LOG = """
            select id::text, server_ingest_id, _tag, user_id, client_id, clock_time_ms, clock_counter, args::text,
                outcome, outcome_code,
                (select coalesce(jsonb_agg(jsonb_build_array(operation, table_name, row_id, audience_key, forward_patches)
                        order by sequence), '[]')::text
                    from synchrotron.action_modified_rows where action_record_id = id)
            from synchrotron.action_records where server_ingest_id > ? order by server_ingest_id""";

    private static final String CLIENT_RECORDS = """
            select id, server_ingest_id, _tag, user_id, client_id, clock_time_ms, clock_counter, args, outcome, outcome_code,
                (select json_group_array(json_array(operation, table_name, row_id, audience_key, json(forward_patches)))
                    from (select * from synchrotron_action_modified_rows where record_number = number order by sequence))
            from synchrotron_action_records""";

    private static final String CLIENT_LOG =
            CLIENT_RECORDS + " where number not in (select record_number from synchrotron_quarantined_records)";

    private static final String CLIENT_UNACCEPTED = CLIENT_RECORDS + " where server_ingest_id is null";

    private static final String SERVER_APPLIED = """
            select jsonb_build_array(action_record_id,
                jsonb_agg(jsonb_build_array(operation, table_name, row_id, audience_key, forward_patches) order by position))::text
            from synchrotron.applied_changes group by action_record_id""";

    private static final String SERVER_ROWS = """
            select 'items/' || id, audience_key, to_jsonb(items)::text from items
            union all select 'accounts/' || id, audience_key, to_jsonb(accounts)::text from accounts
            union all select 'memberships/' || id, audience_key, to_jsonb(memberships)::text from memberships""";

    private static final String FLOOR_ROWS =
            "select table_name || '/' || row_id, audience_key, image::text from synchrotron.floor_rows where image is not null";

    /** A column that clients with an older program do not have. */
    static final String MOVES = "moves";

    private static final String COUNTS_MOVES =
            "select 1 from pragma_table_info('accounts') where name = '" + MOVES + "'";

    private static final String IS_STRICT = "select 1 from pragma_table_xinfo('items') where name = 'strict'";

    private static final String CLIENT_ROWS = """
            select 'items/' || id, audience_key, json_object('x', x, 't', t, 'tag', tag, 'code', code) from items
            union all select 'accounts/' || id, audience_key, json_object('balance', balance%s) from accounts
            union all select 'memberships/' || id, audience_key, json_object('member', member) from memberships""";

    private LogReader() {}

    /** {@return the server's log after an ingest id, in order of arrival} */
    public static List<Entry> ofServer(Connection superuser, long after) {
        return entries(superuser, SERVER_LOG, after);
    }

    /** {@return a client's log and its pending records, in no particular order} */
    public static List<Entry> ofClient(Connection file) {
        return entries(file, CLIENT_LOG);
    }

    /** {@return all records in a client's file, quarantined ones included} */
    public static List<Entry> allOfClient(Connection file) {
        return entries(file, CLIENT_RECORDS);
    }

    /** {@return the pending and the quarantined records in a client's file} */
    static List<Entry> unacceptedOfClient(Connection file) {
        return entries(file, CLIENT_UNACCEPTED);
    }

    /** {@return what the last run of each record changed in the server's tables, by record id; records that changed nothing are left out} */
    public static Map<String, List<Change>> appliedOfServer(Connection superuser) {
        Map<String, List<Change>> applied = new HashMap<>();
        texts(superuser, SERVER_APPLIED).stream()
                .map(JsonTexts::array)
                .forEach(each -> applied.put(
                        each.getString(0),
                        each.getJsonArray(1).stream().map(LogReader::change).toList()));
        return applied;
    }

    public static Rows rowsOfServer(Connection superuser) {
        return rows(superuser, SERVER_ROWS);
    }

    public static Rows rowsOfClient(Connection file) {
        return rows(file, CLIENT_ROWS.formatted(countsMoves(file) ? ", 'moves', moves" : ""));
    }

    /** {@return the rows at the floor, with those for which the server has noted that its log says something else} */
    public static Rows rowsAtFloor(Connection superuser, Rows tables) {
        texts(superuser, "select table_name || '/' || row_id from synchrotron.floor_rows")
                .forEach(tables.byName()::remove);
        rows(superuser, FLOOR_ROWS).byName().forEach(tables::put);
        return tables;
    }

    /** {@return whether the accounts of the client's file count how often their balance changes} */
    static boolean countsMoves(Connection file) {
        return !texts(file, COUNTS_MOVES).isEmpty();
    }

    /** {@return whether the items of the client's file must not have the tag that a migration of the server writes} */
    static boolean isStrict(Connection file) {
        return !texts(file, IS_STRICT).isEmpty();
    }

    /** {@return the first column of all rows of a query} */
    public static List<String> texts(Connection connection, String query) {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet found = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static List<Entry> entries(Connection connection, String query, long... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                List<Entry> entries = new ArrayList<>();
                while (found.next()) {
                    entries.add(entry(found));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString(1),
                number(row, 2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                JsonTexts.object(row.getString(8)),
                row.getString(9),
                row.getString(10),
                Set.of(),
                false,
                Collections.emptySortedMap(),
                JsonTexts.array(row.getString(11)).stream()
                        .map(LogReader::change)
                        .toList());
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static Change change(JsonValue value) {
        JsonArray change = value.asJsonArray();
        return new Change(
                Change.Kind.valueOf(change.getString(0)),
                change.getString(1) + "/" + change.getString(2),
                change.getString(3),
                JsonTexts.cells(change.getJsonObject(4)));
    }

    private static Rows rows(Connection connection, String query) {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet found = statement.executeQuery()) {
            Rows rows = new Rows();
            while (found.next()) {
                rows.put(
                        found.getString(1),
                        new Row(found.getString(2), JsonTexts.cells(JsonTexts.object(found.getString(3)))));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
