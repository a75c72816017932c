package org.synchrotron.simulation.rules;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.simulation.device.ClientProcess;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.FileState;
import org.synchrotron.simulation.oracle.Fold;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;
import org.synchrotron.simulation.oracle.UndoLog;

/** The rules that hold in a client's file after every transaction. */
public final class ClientRules {

    /** Without the place at which deferred unique changes were made up for: that is the end of the replay that did it. */
    private static final List<String> DUMP = List.of(
            "select id || coalesce(applied, '-') || coalesce(server_ingest_id, 'pending') from synchrotron_action_records"
                    + " order by clock_time_ms, clock_counter, client_id, id",
            "select record_number || ' ' || sequence || table_name || row_id || operation || forward_patches"
                    + " || reverse_patches from synchrotron_action_modified_rows order by record_number, sequence",
            "select record_number || refused_id || code || message from synchrotron_quarantined_records order by record_number",
            "select id || outcome || coalesce(outcome_code, '-') from synchrotron_past_records order by id",
            "select mode from synchrotron_capture_context",
            "select key || value from synchrotron_state where key not like 'deferred%' order by key");

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
    private final RowRules rowRules;

    public ClientRules(ServerView server) {
        this.server = server;
        this.rowRules = new RowRules(server);
    }

    /** Checks all rules except {@link #undoIsExact}, which is expensive, and {@link #nothingIsLost}. */
    public void check(Device device, ClientProcess process) {
        Connection file = process.connection();
        FileState state = FileState.in(file);
        Rows rows = LogReader.rowsOfClient(file);
        rowRules.fileHoldsOnlyItsAudiences(device, file, state);
        rowRules.audiencesWereGiven(device, state);
        rowRules.rowsWereReadUnderFurtherViews(device, state);
        failedLogicLeavesNothing(device, rows);
        pendingEffectsEqualLastRun(device, file);
        ServerRules.sumNeverChanges(server, rows.without(state.lacking()), device.name());
        List<Entry> log = LogReader.ofClient(file);
        rowRules.ownOutcomesAreThoseAtTheCursor(device, file, log, state);
        if (process.replica().pendingCount() == 0) {
            recordsWereReadUnderFurtherViews(device, log);
            rowRules.rowsEqualServerRowsAtTheCursor(device, rows, state);
            if (!state.hasBase()) {
                knownBeatsComputed(device, rows, log, state);
            }
        }
    }

    /** Rule 5: with nothing pending and without a base, the rows equal the fold of the known effects. */
    void knownBeatsComputed(Device device, Rows rows, List<Entry> log, FileState state) {
        Rule.KNOWN_BEATS_COMPUTED.requireNone(
                state.differences(Fold.ofKnown(log), rows), "fold against rows of " + device);
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
     * Rule 2: the file is unchanged after everything is undone and replayed. This is not required of a file whose tables have changed, until
     * their rows have come: what was applied to the former tables says nothing of new columns.
     */
    public void undoIsExact(Device device, ClientProcess process) {
        if (!FileState.in(process.connection()).lackingTables().isEmpty()) {
            return;
        }
        List<String> before = dump(process.connection());
        List<String> after = process.afterUndoAndReplay(ClientRules::dump);
        if (!before.equals(after)) {
            List<String> added = new ArrayList<>(after);
            added.removeAll(before);
            before.removeAll(after);
            throw new BrokenRule(Rule.EXACT_UNDO, "file of " + device + " was " + before + ", is " + added, null);
        }
    }

    /** Rule 8: every record that was executed or acknowledged is in the file, with its outcome at least. */
    public void nothingIsLost(Device device, ClientProcess process, Set<String> executed) {
        Set<String> present = LogReader.allOfClient(process.connection()).stream()
                .map(Entry::id)
                .collect(Collectors.toCollection(HashSet::new));
        present.addAll(FileState.pastOutcomes(process.connection()).keySet());
        Rule.NOTHING_LOST_NOTHING_TWICE.requireNone(
                executed.stream().filter(id -> !present.contains(id)).toList(), "missing in the file of " + device);
    }

    private static List<String> dump(Connection file) {
        List<String> dump = new ArrayList<>();
        LogReader.rowsOfClient(file).byName().forEach((name, row) -> dump.add(name + row));
        DUMP.forEach(query -> dump.addAll(LogReader.texts(file, query)));
        dump.addAll(UndoLog.in(file).describe());
        return dump;
    }
}
