package org.synchrotron.simulation.rules;

import java.sql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.server.ServerRewind;

/** What holds when all has drained. */
public final class RestRules {

    private final ServerView server;

    public RestRules(ServerView server) {
        this.server = server;
    }

    /** Rule 8: every executed record is in the log exactly once, and is what it was; those that are quarantined are not. */
    public void everyRecordIsInTheLog(Map<String, String> executed, Set<String> aside) {
        Map<String, String> present = server.log().stream()
                .filter(entry -> executed.containsKey(entry.id()))
                .collect(Collectors.toMap(Entry::id, Entry::identity, (a, b) -> a + " twice", TreeMap::new));
        Map<String, String> missing = new TreeMap<>(executed);
        missing.entrySet().removeAll(present.entrySet());
        missing.keySet().removeAll(aside);
        Rule.NOTHING_LOST_NOTHING_TWICE.requireNone(missing.values(), "not in the log as executed");
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(
                aside.stream().filter(present::containsKey).toList(), "quarantined, though the server has it");
    }

    /** Rule 8: what was once read of the log is still there, unchanged. */
    public void theLogIsWrittenOnce() {
        List<Entry> now = server.readAgain();
        if (!now.equals(server.log())) {
            throw new BrokenRule(Rule.NOTHING_LOST_NOTHING_TWICE, "the log was changed", null);
        }
    }

    /** Rules 8 and 9, privacy: a client's log is the server's, as far as its user may see it, outcomes included. */
    public void theClientsLogIsTheServers(Device device, Connection file) {
        Set<String> audiences = Audiences.of(device.user());
        Map<String, String> expected = described(server.visible(device.user()).stream()
                .map(entry -> seen(entry, audiences))
                .toList());
        Map<String, String> present = described(LogReader.ofClient(file));
        Map<String, String> lacking = new HashMap<>(expected);
        lacking.entrySet().removeAll(present.entrySet());
        present.entrySet().removeAll(expected.entrySet());
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(lacking.values(), "log of " + device + " lacks");
        Rule.PRIVACY.requireNone(present.values(), "log of " + device + " holds");
    }

    private static Entry seen(Entry entry, Set<String> audiences) {
        return entry.with(entry.changes().stream()
                .filter(change -> audiences.contains(change.audience()))
                .toList());
    }

    /** Arguments of corrections name records, of which a client is told only those that it sees. */
    private static Map<String, String> described(Collection<Entry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(
                        Entry::id,
                        entry -> entry.ingestId() + " " + (entry.isCorrection() ? entry.id() : entry.identity()) + " "
                                + entry.outcome() + " " + entry.code() + " "
                                + entry.changes()));
    }

    /** Privacy: outcomes in a client's file are of records that are in it. */
    public void outcomesAreOfVisibleRecords(Device device, Connection file) {
        List<Entry> log = LogReader.ofClient(file);
        Set<String> ids = log.stream().map(Entry::id).collect(Collectors.toSet());
        Rule.PRIVACY.requireNone(
                log.stream()
                        .filter(entry -> entry.isCorrection() && entry.args().containsKey("outcomes"))
                        .flatMap(entry -> entry.args().getJsonObject("outcomes").keySet().stream())
                        .filter(id -> !ids.contains(id))
                        .toList(),
                "outcomes in the file of " + device);
    }

    /** Rule 2: undoing everything leaves nothing, and running it again leaves the server's tables as they were. */
    public void undoIsExact(ServerRewind rewind) {
        ServerRewind.Tables tables = rewind.everything();
        Rule.EXACT_UNDO.requireNone(tables.between(), "left after undoing all on the server");
        if (!tables.before().equals(tables.after())) {
            throw new BrokenRule(
                    Rule.EXACT_UNDO, "the server's tables were " + tables.before() + ", are " + tables.after(), null);
        }
    }
}
