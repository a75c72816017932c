package org.synchrotron.simulation.rules;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.FileState;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;

/** Rule 14: what a client's file holds, with or without the records behind it. */
final class RowRules {

    /** Every place of a file that names rows, with their audiences; without what the client's own unaccepted records insert. */
    private static final List<String> ROW_AUDIENCES = List.of(
            "select id || ' ' || audience_key from items",
            "select id || ' ' || audience_key from accounts",
            "select id || ' ' || audience_key from memberships",
            "select row_id || ' ' || audience_key from synchrotron_action_modified_rows",
            "select row_id || ' ' || audience_key from synchrotron_applied_changes",
            "select row_id || ' ' || audience_key from synchrotron_left_out_rows");

    private static final String UNACCEPTED =
            "select row_id || ' ' || audience_key from synchrotron_action_modified_rows"
                    + " join synchrotron_action_records on number = record_number where server_ingest_id is null";

    private static final String PREDICTED = "select row_id || ' ' || audience_key from synchrotron_applied_changes"
            + " join synchrotron_action_records on number = record_number where user_id = '%s' and applied = 'logic'";

    private final ServerView server;

    RowRules(ServerView server) {
        this.server = server;
    }

    /**
     * Privacy: the file holds only rows of the user's audiences, as it knows them. What records of this user wrote is left out where the
     * server has not accepted them, or where they are predicted: the author may not have what they write.
     */
    void fileHoldsOnlyItsAudiences(Device device, Connection file, FileState state) {
        Set<String> own = new HashSet<>(LogReader.texts(file, UNACCEPTED));
        own.addAll(LogReader.texts(file, PREDICTED.formatted(device.user())));
        List<String> foreign = new ArrayList<>();
        for (String query : ROW_AUDIENCES) {
            LogReader.texts(file, query).stream()
                    .filter(row -> !state.mayHold(row.substring(row.indexOf(' ') + 1)) && !own.contains(row))
                    .forEach(foreign::add);
        }
        Rule.PRIVACY.requireNone(foreign, "file of " + device + " with " + state);
    }

    /** Privacy: the user has, or once had, the audiences that the file names. */
    void audiencesWereGiven(Device device, FileState state) {
        Set<String> unknown = new HashSet<>(state.audiences() == null ? Set.of() : state.audiences());
        unknown.removeAll(server.memberships().everOf(device.user()));
        Rule.PRIVACY.requireNone(unknown, "audiences of " + device);
    }

    /**
     * With nothing pending, the file holds exactly the server's rows of its audiences, as of the head that its cursor names. Rows are left
     * out that a record changed which the server cannot read, so that the client may lack it.
     */
    void rowsEqualServerRowsAtTheCursor(Device device, Rows rows, FileState state) {
        Rows expected = server.history()
                .rowsAt(state.cursor())
                .orElseThrow(() -> new BrokenRule(
                        Rule.ROWS_WITHOUT_HISTORY, "the cursor of " + device + " was never a head: " + state, null));
        List<String> differences = state.differences(expected.visible(state.held()), rows.visible(state.held()));
        Set<String> unsure = server.log().stream()
                .filter(entry -> server.keptEffects().unreadable().contains(entry.id()))
                .flatMap(entry -> entry.changes().stream())
                .map(Change::row)
                .collect(Collectors.toSet());
        Rule.ROWS_WITHOUT_HISTORY.requireNone(
                differences.stream()
                        .filter(each -> !unsure.contains(each.substring(0, each.indexOf(": "))))
                        .toList(),
                "server's rows at the cursor against those of " + device + " with " + state);
    }

    /** The outcomes of own accepted records are the server's, as of the cursor. */
    void ownOutcomesAreThoseAtTheCursor(Device device, Connection file, List<Entry> log, FileState state) {
        Map<String, String> told = new TreeMap<>(FileState.pastOutcomes(file));
        log.stream()
                .filter(entry -> entry.client().equals(device.name()) && !entry.isPending() && !entry.isCorrection())
                .forEach(entry -> told.put(entry.id(), ServerHistory.outcome(entry)));
        told.keySet().removeAll(server.keptEffects().unreadable());
        told.entrySet().removeIf(each -> server.history().hadOutcome(each.getKey(), each.getValue(), state.cursor()));
        Rule.ROWS_WITHOUT_HISTORY.requireNone(told.entrySet(), "outcomes of " + device + " with " + state);
    }

    /**
     * Rule 7: no client holds rows from after a record that concerns hidden rows before the server has stored the reader's view. A record
     * that the server cannot read is delivered to nobody, and cannot run under a view.
     */
    void rowsWereReadUnderFurtherViews(Device device, FileState state) {
        Rule.HIDDEN_ROWS.requireNone(
                server.log().stream()
                        .filter(entry -> entry.concernsHiddenRows()
                                && !entry.user().equals(device.user())
                                && entry.isVisible(device.user(), state.held())
                                && server.history()
                                        .outcomeAt(entry.id(), state.cursor())
                                        .isPresent()
                                && !server.keptEffects().unreadable().contains(entry.id())
                                && !server.removed().contains(entry)
                                && !server.hasView(entry.id(), device.user()))
                        .map(Entry::identity)
                        .toList(),
                "records past which " + device + " has read without a further view");
    }
}
