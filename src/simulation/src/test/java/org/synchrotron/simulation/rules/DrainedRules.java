package org.synchrotron.simulation.rules;

import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.FileState;
import org.synchrotron.simulation.oracle.Fold;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Replay;
import org.synchrotron.simulation.server.ServerRewind;

/** The rules that hold when all work has drained. */
public final class DrainedRules {

    private final ServerView server;

    public DrainedRules(ServerView server) {
        this.server = server;
    }

    /**
     * Rule 8: every executed record is unchanged and in the log exactly once, except the quarantined ones, which are not in it
     * unless they cannot be read there.
     */
    public void everyRecordIsInTheLog(Map<String, String> executed, Set<String> quarantined) {
        Map<String, String> present = server.log().stream()
                .filter(entry -> executed.containsKey(entry.id()))
                .collect(Collectors.toMap(Entry::id, Entry::identity, (a, b) -> a + " twice", TreeMap::new));
        Map<String, String> missing = new TreeMap<>(executed);
        missing.entrySet().removeAll(present.entrySet());
        missing.keySet().removeAll(quarantined);
        Rule.NOTHING_LOST_NOTHING_TWICE.requireNone(missing.values(), "not in the log as executed");
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(
                quarantined.stream()
                        .filter(id -> present.containsKey(id)
                                && !server.keptEffects().unreadable().contains(id))
                        .toList(),
                "quarantined, though the server has it");
    }

    /** Rule 9: no record holds up a withdrawal. */
    public void withdrawalsAreCarriedOut() {
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(server.dueWithdrawals(), "not withdrawn");
    }

    /** Rule 8: the records that were read from the log earlier are unchanged. */
    public void logIsUnchanged() {
        List<Entry> now = server.readAgain();
        List<Entry> left = server.log().stream()
                .filter(entry -> !server.removed().contains(entry))
                .toList();
        if (!whatCounts(now).equals(whatCounts(left))) {
            throw new BrokenRule(Rule.NOTHING_LOST_NOTHING_TWICE, "the log was changed", null);
        }
    }

    /** When records are removed, corrections may lose cells that do not count. */
    private List<Entry> whatCounts(List<Entry> log) {
        return log.stream()
                .map(entry ->
                        entry.isCorrection() && server.removed().count() > 0 ? entry.withChanges(List.of()) : entry)
                .toList();
    }

    /**
     * Rules 8, 9 and 14, privacy: of the part of the server's log that its user may see, a client's log holds exactly what does not lie in
     * its base, outcomes included.
     */
    public void clientLogEqualsServerLog(Device device, Connection file) {
        FileState state = FileState.in(file);
        List<Entry> log = LogReader.ofClient(file);
        Set<String> leftOut = server.leftOut(device.user(), log);
        Set<String> audiences = server.memberships().of(device.user());
        Map<String, String> expected = described(server.visible(device.user()).stream()
                .filter(entry -> !leftOut.contains(entry.id()) && !state.isInBase(entry))
                .map(entry -> visible(entry, audiences))
                .toList());
        Map<String, String> present = described(
                log.stream().filter(entry -> !leftOut.contains(entry.id())).toList());
        Map<String, String> lacking = new HashMap<>(expected);
        lacking.entrySet().removeAll(present.entrySet());
        present.entrySet().removeAll(expected.entrySet());
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(lacking.values(), "log of " + device + " lacks");
        Rule.PRIVACY.requireNone(present.values(), "log of " + device + " holds");
    }

    /** Rules 1 and 14: a client holds exactly the server's rows that its user may see, so all clients of a user are equal. */
    public void rowsEqualVisibleServerRows(Device device, Connection file) {
        Set<String> unreadable = server.keptEffects().unreadable();
        if (server.visible(device.user()).stream().map(Entry::id).noneMatch(unreadable::contains)) {
            Rule.ONE_ORDER.requireNone(
                    FileState.in(file)
                            .differences(
                                    server.rows().visible(server.memberships().of(device.user())),
                                    LogReader.rowsOfClient(file)),
                    "server's rows against those of " + device);
        }
    }

    private static Entry visible(Entry entry, Set<String> audiences) {
        return entry.withChanges(entry.changes().stream()
                .filter(change -> audiences.contains(change.audience()))
                .toList());
    }

    private static String whole(Entry entry) {
        return entry.identity() + " at " + entry.args().get("timestamp");
    }

    /** Leaves out the arguments of corrections: they name records, and each client receives only the names that it may see. */
    private static Map<String, String> described(Collection<Entry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(
                        Entry::id,
                        entry -> entry.ingestId() + " " + (entry.isCorrection() ? entry.id() : whole(entry)) + " "
                                + entry.outcome() + " " + entry.code() + " "
                                + (entry.isCorrection()
                                        ? entry.changes()
                                        : Change.net(entry.changes()).values())));
    }

    /** Privacy: a client's file holds outcomes only of records that its user may see. */
    public void outcomesAreOfVisibleRecords(Device device, Connection file) {
        Set<String> ids = server.visible(device.user()).stream().map(Entry::id).collect(Collectors.toSet());
        Rule.PRIVACY.requireNone(
                LogReader.ofClient(file).stream()
                        .filter(entry -> entry.isCorrection() && entry.args().containsKey("outcomes"))
                        .flatMap(entry -> entry.args().getJsonObject("outcomes").keySet().stream())
                        .filter(id -> !ids.contains(id)
                                && !server.keptEffects().unreadable().contains(id))
                        .toList(),
                "outcomes in the file of " + device);
    }

    /**
     * Rule 2: after everything is undone, the server's tables hold what the removed records did, and as before after everything has run again.
     * Rule 4: the rows that the server has noted at the floor are what the log says there.
     */
    public void undoIsExact(ServerRewind rewind) {
        ServerRewind.Tables tables = rewind.everything();
        List<Entry> removed =
                server.log().stream().filter(server.removed()::contains).toList();
        Rule.EXACT_UNDO.requireNone(
                Replay.of(removed, server.keptEffects()).rows().differences(tables.between(), server.impureColumns()),
                "removed records against what is left after undoing all on the server");
        Rule.THE_LOG_STAYS_TRUE.requireNone(
                Fold.ofKnown(removed).differences(server.removed().rowsAtFloor(tables.between()), Set.of()),
                "fold at the floor");
        if (!tables.before().equals(tables.after())) {
            throw new BrokenRule(
                    Rule.EXACT_UNDO, "the server's tables were " + tables.before() + ", are " + tables.after(), null);
        }
    }
}
