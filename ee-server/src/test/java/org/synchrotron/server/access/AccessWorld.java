package org.synchrotron.server.access;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.KnownFold;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.ReadRows;
import org.synchrotron.server.kit.TestServer;

/** A server whose memberships change, at first all of {@code p} and {@code r}; a policy hides the items of {@code r} from Bob. Rows are texts: audience, x and t. */
final class AccessWorld implements AutoCloseable {

    static final List<String> USERS = List.of("ann", "bob", "cid");

    final TestServer server = new TestServer();
    private final Map<String, Set<String>> members = new HashMap<>();

    AccessWorld() {
        server.database.administer("delete from members; insert into members values ('eve', 'z')");
        USERS.forEach(user -> List.of("u:" + user, "p", "r").forEach(audience -> member(user, audience)));
        server.database.administer(
                "create policy narrow on items as restrictive to synchrotron_user using (audience_key <> 'r'"
                        + " or current_setting('synchrotron.user_id', true) <> 'bob'); select synchrotron.refresh_tracking()");
    }

    private Set<String> audiences(String user) {
        return members.computeIfAbsent(user, each -> new TreeSet<>());
    }

    void member(String user, String audience) {
        audiences(user).add(audience);
        server.database.administer(
                "insert into members values ('%s', '%s') on conflict do nothing".formatted(user, audience));
    }

    void noMember(String user, String audience) {
        audiences(user).remove(audience);
        server.database.administer(
                "delete from members where user_id = '%s' and audience_key = '%s'".formatted(user, audience));
    }

    /** {@return whether the user may see rows of the audience at present, and so write them} */
    boolean maySee(String user, String audience) {
        return audiences(user).contains(audience) && !(user.equals("bob") && audience.equals("r"));
    }

    UploadAnswer accept(Upload upload) {
        return server.accept(upload);
    }

    /** {@return all rows by id, as the engine sees them} */
    Map<String, String> all() {
        return server.database.transaction(sql -> RoleScope.asEngine(sql, () -> items(sql)));
    }

    /** {@return what the user may see of these rows} */
    Map<String, String> visible(String user, Map<String, String> rows) {
        return rows.entrySet().stream()
                .filter(row -> maySee(user, audience(row.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    static String audience(String row) {
        return row.substring(0, row.indexOf(' '));
    }

    /** {@return the rows that a plain query in the user's role gives} */
    Map<String, String> selected(String user) {
        return server.database.transaction(sql -> RoleScope.as(TestServer.caller(user), sql, () -> items(sql)));
    }

    private static Map<String, String> items(Handle sql) {
        Map<String, String> rows = new TreeMap<>();
        sql.createQuery("select id, audience_key || ' ' || x || ' ' || coalesce(t, 'null') as text from items")
                .map((row, context) -> rows.put(row.getString(1), row.getString(2)))
                .list();
        return rows;
    }

    /** {@return the rows that a new replica of the user is sent as rows} */
    Map<String, String> deliveredAsRows(String user) {
        Map<String, String> rows = new TreeMap<>();
        for (RowsPart part : firstSync(user).parts) {
            if (part instanceof RowsPresent present && present.table().equals("items")) {
                List<String> columns = present.columns();
                for (JsonValue each :
                        Json.createReader(new StringReader(present.rows())).readArray()) {
                    JsonArray row = each.asJsonArray();
                    rows.put(
                            row.getString(columns.indexOf("id") + 1),
                            row.getString(0) + " " + row.get(columns.indexOf("x") + 1) + " "
                                    + text(row.get(columns.indexOf("t") + 1)));
                }
            }
        }
        return rows;
    }

    ReadRows firstSync(String user) {
        ReplicaPosition nothing = Positions.of(user + "-2", 0, null, false, RowScope.ALL);
        return server.rows(user, nothing, DeliveryLimits.DEFAULT);
    }

    /** {@return all deliveries of records to a new replica of the user} */
    List<Delivery> deliveries(String user) {
        List<Delivery> all = new ArrayList<>();
        long cursor = 0;
        do {
            all.add(server.deliver(user, cursor));
            cursor = all.get(all.size() - 1).upTo();
        } while (cursor < all.get(all.size() - 1).head());
        return all;
    }

    /** {@return what the records that a new replica of the user is sent fold to} */
    Map<String, String> deliveredAsRecords(String user) {
        List<LogEntry> entries = deliveries(user).stream()
                .flatMap(delivery -> delivery.entries().stream())
                .sorted(Comparator.comparing(entry -> ReplayKey.of(entry.record())))
                .toList();
        KnownFold fold = new KnownFold();
        entries.forEach(fold::add);
        Map<String, String> rows = new TreeMap<>();
        entries.stream()
                .flatMap(entry -> entry.effects().stream())
                .map(change -> change.row().id())
                .forEach(id -> fold.states()
                        .get(new RowRef("items", id))
                        .ifPresent(state -> rows.put(id, state.audience() + " " + text(state.columns()))));
        return rows;
    }

    private static String text(JsonObject columns) {
        return columns.get("x") + " " + text(columns.getOrDefault("t", JsonValue.NULL));
    }

    private static String text(JsonValue value) {
        return value.toString().replace("\"", "");
    }

    @Override
    public void close() {
        server.close();
    }
}
