package org.synchrotron.simulation.rules;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.simulation.actions.FoundedNames;
import org.synchrotron.simulation.device.ClientProcess;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.Fold;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;

/** The rules that hold in a client's file after every transaction. */
public final class ClientRules {

    /** Without the place at which deferred unique changes were made up for: that is the end of the replay that did it. */
    private static final List<String> DUMP = List.of(
            "select quote(id) || quote(audience_key) || quote(x) || quote(t) || quote(tag) || quote(code) from items order by id",
            "select quote(id) || quote(audience_key) || quote(balance) from accounts order by id",
            "select quote(id) || quote(audience_key) || quote(member) from memberships order by id",
            "select id || coalesce(applied, '-') || coalesce(server_ingest_id, 'pending') from synchrotron_action_records"
                    + " order by clock_time_ms, clock_counter, client_id, id",
            "select record_number || ' ' || sequence || table_name || row_id || operation || forward_patches"
                    + " || reverse_patches from synchrotron_action_modified_rows order by record_number, sequence",
            "select record_number || table_name || row_id || operation || forward_patches || reverse_patches"
                    + " from synchrotron_applied_changes order by position",
            "select record_number || refused_id || code || message from synchrotron_quarantined_records order by record_number",
            "select mode from synchrotron_capture_context",
            "select key || value from synchrotron_state where key not like 'deferred%' order by key");

    /** Every place of a file that names rows, with their audiences. */
    private static final List<String> ROW_AUDIENCES = List.of(
            "select id || ' ' || audience_key from items",
            "select id || ' ' || audience_key from accounts",
            "select id || ' ' || audience_key from memberships",
            "select row_id || ' ' || audience_key from synchrotron_action_modified_rows",
            "select row_id || ' ' || audience_key from synchrotron_applied_changes");

    private static final String FOUNDED =
            "select id from synchrotron_action_records where _tag = 'found_v1' and user_id = '%s'";

    /** Differences between the effects that a pending record will be uploaded with and those of its last run here. */
    private static final String PENDING_DIFFERENCES = """
            with pending as (
                select number from synchrotron_action_records
                where server_ingest_id is null and _tag <> '_InternalCorrectionApply'
                    and number not in (select record_number from synchrotron_quarantined_records)
            ), recorded as (
                select record_number, sequence, table_name, row_id, operation, forward_patches, reverse_patches
                from synchrotron_action_modified_rows where record_number in pending
            ), ran as (
                select record_number, row_number() over (partition by record_number order by position) - 1 as sequence,
                    table_name, row_id, operation, forward_patches, reverse_patches
                from synchrotron_applied_changes where record_number in pending
            )
            select 'recorded ' || row_id || forward_patches from (select * from recorded except select * from ran)
            union all select 'ran ' || row_id || forward_patches from (select * from ran except select * from recorded)""";

    private final ServerView server;

    public ClientRules(ServerView server) {
        this.server = server;
    }

    /** Checks all rules except {@link #undoIsExact}, which is expensive, and {@link #nothingIsLost}. */
    public void check(Device device, ClientProcess process) {
        Connection file = process.connection();
        fileHoldsOnlyVisibleRows(device, file);
        Rows rows = LogReader.rowsOfClient(file);
        failedLogicLeavesNothing(device, rows);
        pendingEffectsEqualLastRun(device, file);
        ServerRules.sumNeverChanges(server, rows, device.name());
        if (process.replica().pendingCount() == 0) {
            List<Entry> log = LogReader.ofClient(file);
            knownBeatsComputed(device, rows, log);
            recordsWereReadUnderFurtherViews(device, log);
            boolean hasAll = server.leftOut(device.user(), log).isEmpty();
            if (hasAll
                    && server.hasNothingNewFor(
                            device.user(), process.replica().state().cursor())) {
                rowsEqualVisibleServerRows(device, rows);
            }
        }
    }

    /** Rule 5: with nothing pending, the rows equal the fold of the known effects. */
    void knownBeatsComputed(Device device, Rows rows, List<Entry> log) {
        Rule.KNOWN_BEATS_COMPUTED.requireNone(
                Fold.ofKnown(log).differences(rows, Set.of()), "fold against rows of " + device);
    }

    /** Rule 7: nobody reads past a record that concerns hidden rows before the server has stored the reader's view. */
    void recordsWereReadUnderFurtherViews(Device device, List<Entry> log) {
        Rule.HIDDEN_ROWS.requireNone(
                log.stream()
                        .filter(entry ->
                                entry.concernsHiddenRows() && !entry.user().equals(device.user()))
                        .filter(entry -> !server.hasView(entry.id(), device.user()))
                        .toList(),
                "records that " + device + " has read without a further view");
    }

    /** Rule 5: the effects of a pending record are captured anew each time that it runs. */
    void pendingEffectsEqualLastRun(Device device, Connection file) {
        Rule.KNOWN_BEATS_COMPUTED.requireNone(
                LogReader.texts(file, PENDING_DIFFERENCES), "pending effects of " + device);
    }

    /**
     * Rules 1 and 5: a client that has caught up, and lacks no record for being unreadable, holds exactly the server's rows that its user may see, so all clients of a user
     * are equal.
     */
    void rowsEqualVisibleServerRows(Device device, Rows rows) {
        Rule.ONE_ORDER.requireNone(
                server.rows().visible(server.memberships().of(device.user())).differences(rows, Set.of()),
                "server's rows against those of " + device);
    }

    /** Rule 10: logic that threw on this client leaves nothing. */
    void failedLogicLeavesNothing(Device device, Rows rows) {
        Rule.LOGIC_FAILURES_STAY_LOCAL.requireNone(
                rows.byName().entrySet().stream()
                        .filter(each ->
                                "\"broken\"".equals(each.getValue().cells().get("t")))
                        .toList(),
                "rows of " + device);
    }

    /**
     * Privacy: rows, row changes and the undo log hold only rows of the user's audiences, and of those that the user has founded. Rows named with an x are left out: an
     * intruding action of this user inserts them, and no user who may see them uses such names.
     */
    void fileHoldsOnlyVisibleRows(Device device, Connection file) {
        Set<String> audiences = server.memberships().foreseen(device.user());
        LogReader.texts(file, FOUNDED.formatted(device.user())).forEach(id -> audiences.add(FoundedNames.audience(id)));
        List<String> foreign = new ArrayList<>();
        for (String query : ROW_AUDIENCES) {
            LogReader.texts(file, query).stream()
                    .filter(row -> !audiences.contains(row.substring(row.indexOf(' ') + 1)))
                    .filter(row -> !isIntruded(row))
                    .forEach(foreign::add);
        }
        Rule.PRIVACY.requireNone(foreign, "file of " + device);
    }

    private static boolean isIntruded(String row) {
        return row.startsWith("u") ? row.charAt(2) == 'x' : row.contains("/x");
    }

    /** Rule 2: the file is unchanged after everything is undone and replayed. */
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

    /** Rule 8: every record that was executed or acknowledged is in the file. */
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
