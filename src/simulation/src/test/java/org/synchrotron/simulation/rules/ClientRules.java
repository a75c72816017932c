package org.synchrotron.simulation.rules;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.device.ClientProcess;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.Fold;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;

/** What holds in a client's file after every transaction. */
public final class ClientRules {

    private static final List<String> DUMP = List.of(
            "select quote(id) || quote(audience_key) || quote(x) || quote(t) || quote(tag) from items order by id",
            "select quote(id) || quote(audience_key) || quote(balance) from accounts order by id",
            "select id || coalesce(applied, '-') || coalesce(server_ingest_id, 'pending') from synchrotron_action_records"
                    + " order by clock_time_ms, clock_counter, client_id, id",
            "select record_number || ' ' || sequence || table_name || row_id || operation || forward_patches"
                    + " || reverse_patches from synchrotron_action_modified_rows order by record_number, sequence",
            "select record_number || table_name || row_id || operation || forward_patches || reverse_patches"
                    + " from synchrotron_applied_changes order by position",
            "select record_number || refused_id || code || message from synchrotron_quarantined_records order by record_number",
            "select mode from synchrotron_capture_context",
            "select key || value from synchrotron_state where key <> 'unexplored_from' order by key");

    /** Where a row of a foreign audience would be; of rows named with an x, nobody who may see them knows. */
    private static final List<String> PLACES = List.of(
            "select id || ' ' || audience_key from items",
            "select id || ' ' || audience_key from accounts",
            "select row_id || ' ' || audience_key from synchrotron_action_modified_rows",
            "select row_id || ' ' || audience_key from synchrotron_applied_changes");

    /** Where what a pending record will say when it is uploaded is not what it did here when it last ran. */
    private static final String UNTOLD = """
            with pending as (
                select number from synchrotron_action_records
                where server_ingest_id is null and _tag <> '_InternalCorrectionApply'
                    and number not in (select record_number from synchrotron_quarantined_records)
            ), told as (
                select record_number, sequence, table_name, row_id, operation, forward_patches, reverse_patches
                from synchrotron_action_modified_rows where record_number in pending
            ), done as (
                select record_number, row_number() over (partition by record_number order by position) - 1 as sequence,
                    table_name, row_id, operation, forward_patches, reverse_patches
                from synchrotron_applied_changes where record_number in pending
            )
            select 'told ' || row_id || forward_patches from (select * from told except select * from done)
            union all select 'done ' || row_id || forward_patches from (select * from done except select * from told)""";

    private final ServerView server;

    public ClientRules(ServerView server) {
        this.server = server;
    }

    /** Checks all but {@link #undoIsExact}, which costs more. */
    public void check(Device device, ClientProcess process) {
        Connection file = process.connection();
        nobodyHoldsWhatTheyMayNotSee(device, file);
        Rows rows = LogReader.rowsOfClient(file);
        failedLogicLeavesNothing(device, rows);
        pendingRecordsTellWhatTheyDid(device, file);
        ServerRules.sumNeverChanges(rows, device.name());
        if (process.replica().pendingCount() == 0) {
            knownBeatsComputed(device, rows, LogReader.ofClient(file));
            if (server.hasNothingFor(device.user(), process.replica().state().cursor())) {
                rowsAreTheServers(device, rows);
            }
        }
    }

    /** Rule 5: with nothing pending, the rows are what the known effects of the records fold to. */
    void knownBeatsComputed(Device device, Rows rows, List<Entry> log) {
        Rule.KNOWN_BEATS_COMPUTED.requireNone(
                Fold.ofKnown(log).differences(rows, Set.of()), "fold against rows of " + device);
    }

    /** Rule 5: the effects of pending records are captured anew each time that they run. */
    void pendingRecordsTellWhatTheyDid(Device device, Connection file) {
        Rule.KNOWN_BEATS_COMPUTED.requireNone(LogReader.texts(file, UNTOLD), "pending effects of " + device);
    }

    /** Rules 1 and 5: who has caught up holds the server's rows that its user may see, so all clients of a user are alike. */
    void rowsAreTheServers(Device device, Rows rows) {
        Rule.ONE_ORDER.requireNone(
                server.rows().visible(Audiences.of(device.user())).differences(rows, Set.of()),
                "server's rows against those of " + device);
    }

    /** Rule 10: of logic that threw here nothing is left. */
    void failedLogicLeavesNothing(Device device, Rows rows) {
        Rule.LOGIC_FAILURES_STAY_LOCAL.requireNone(
                rows.byName().entrySet().stream()
                        .filter(each ->
                                "\"broken\"".equals(each.getValue().cells().get("t")))
                        .toList(),
                "rows of " + device);
    }

    /** Privacy: rows, row changes and the undo log are of the user's audiences; own intrusions are not others' secrets. */
    void nobodyHoldsWhatTheyMayNotSee(Device device, Connection file) {
        Set<String> audiences = Audiences.of(device.user());
        List<String> foreign = new ArrayList<>();
        for (String place : PLACES) {
            LogReader.texts(file, place).stream()
                    .filter(row -> !audiences.contains(row.substring(row.indexOf(' ') + 1)))
                    .filter(row -> !row.startsWith("u") || row.charAt(2) != 'x')
                    .forEach(foreign::add);
        }
        Rule.PRIVACY.requireNone(foreign, "file of " + device);
    }

    /** Rule 2: undoing everything and replaying everything leaves the file as it was. */
    public void undoIsExact(Device device, ClientProcess process) {
        List<String> before = dump(process.connection());
        List<String> after = process.afterUndoAndReplay(ClientRules::dump);
        if (!before.equals(after)) {
            List<String> added = new ArrayList<>(after);
            added.removeAll(before);
            before.removeAll(after);
            throw new BrokenRule(Rule.EXACT_UNDO, "file of " + device + " was " + before + ", is " + added, null);
        }
    }

    /** Rule 8: what was executed or acknowledged is in the file. */
    public void nothingIsLost(Device device, ClientProcess process, Set<String> executed) {
        Set<String> present = LogReader.allOfClient(process.connection()).stream()
                .map(Entry::id)
                .collect(Collectors.toSet());
        Rule.NOTHING_LOST_NOTHING_TWICE.requireNone(
                executed.stream().filter(id -> !present.contains(id)).toList(), "missing in the file of " + device);
    }

    private static List<String> dump(Connection file) {
        List<String> dump = new ArrayList<>();
        DUMP.forEach(query -> dump.addAll(LogReader.texts(file, query)));
        return dump;
    }
}
