package org.synchrotron.simulation.rules;

import static java.util.stream.Collectors.toSet;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Quarantined;
import org.synchrotron.simulation.oracle.Waiting;

/**
 * Rule 9, its second half, for one client: what is not taken is quarantined with what builds on it, and nothing else is; of what was
 * executed nothing vanishes. Looks at the file after every transaction and compares with what was there before.
 */
public final class QuarantineRules {

    /** What a message has beside arguments and cells, at most. */
    private static final int FRAME_BYTES = 2_000;

    private static final String TOO_LONG = "too-large";

    private static final String COUNTING =
            "select table_name || ' ' || row_id from synchrotron_applied_changes where record_number in"
                    + " (select record_number from synchrotron_quarantined_records)";

    private static final String ACCEPTED =
            "select server_ingest_id || ' ' || id from synchrotron_action_records where server_ingest_id is not null";

    private final String client;
    private final int messageBytes;
    private final Answers answers;
    private final ServerView server;
    private final QuarantineCount count = new QuarantineCount();
    private final Set<Map<String, Quarantined>> possible = new HashSet<>();
    private Waiting before = Waiting.NONE;
    private Set<String> going = Set.of();

    public QuarantineRules(String client, int messageBytes, Answers answers, ServerView server) {
        this.client = client;
        this.messageBytes = messageBytes;
        this.answers = answers;
        this.server = server;
        this.possible.add(Map.of());
    }

    /** {@return what it has come by} */
    public QuarantineCount count() {
        return count;
    }

    /** The application is about to try a refused record again. */
    public void retrying(String refused) {
        answers.forget(refused);
        count.noteRetried(because(refused));
    }

    /** The application is about to forget a refused record. */
    public void discarding(String refused) {
        going = because(refused);
        Map<String, Quarantined> rest = new TreeMap<>(before.aside());
        rest.keySet().removeAll(going);
        possible.add(rest);
    }

    private Set<String> because(String refused) {
        return before.aside().values().stream()
                .filter(each -> each.refused().equals(refused))
                .map(each -> each.entry().id())
                .collect(toSet());
    }

    /** A transaction ended in the middle of a step. The process may not survive the step. */
    public void stored(Connection file) {
        look(file);
        possible.add(before.aside());
    }

    /** {@return what has been discarded} A step is over, and the process lives. */
    public Set<String> moved(Connection file) {
        Set<String> gone = going;
        look(file);
        requireNone(gone.stream().filter(before::has).toList(), "still there after it was discarded");
        return settled(gone);
    }

    /** {@return what has been discarded} The process is back on its file, which is as it was between two transactions. */
    public Set<String> reopened(Connection file) {
        Waiting now = Waiting.in(file);
        if (!possible.contains(now.aside())) {
            throw new BrokenRule(
                    Rule.NOTHING_LOST_NOTHING_TWICE,
                    "quarantined by " + client + " is " + now.aside() + " after a crash, not one of " + possible,
                    null);
        }
        Set<String> gone = going.stream().anyMatch(now::has) ? Set.of() : going;
        before = now;
        return settled(gone);
    }

    private Set<String> settled(Set<String> gone) {
        going = Set.of();
        possible.clear();
        possible.add(before.aside());
        count.noteDiscarded(gone);
        return gone;
    }

    private void look(Connection file) {
        Waiting now = Waiting.in(file);
        nothingVanishes(now, file);
        nothingIsChanged(now);
        whatIsQuarantinedIsExplained(now);
        nothingIsLeftThatBuildsOnIt(now);
        if (!now.aside().isEmpty()) {
            requireNone(LogReader.texts(file, COUNTING), "rows that records have written which are quarantined");
        }
        before = now;
    }

    /** What was there and is not any more is in the server's log, or was discarded. */
    private void nothingVanishes(Waiting now, Connection file) {
        Set<String> gone = new TreeSet<>(before.pending().keySet());
        gone.addAll(before.aside().keySet());
        gone.removeIf(id -> now.has(id) || going.contains(id));
        if (!gone.isEmpty()) {
            Set<String> accepted = new HashSet<>(LogReader.texts(file, ACCEPTED));
            server.log().stream()
                    .filter(entry -> accepted.contains(entry.ingestId() + " " + entry.id()))
                    .forEach(entry -> gone.remove(entry.id()));
        }
        Rule.NOTHING_LOST_NOTHING_TWICE.requireNone(gone, "neither in the log nor in the file of " + client);
    }

    /** A record that is quarantined stays what it is, with what it did when it last ran. */
    private void nothingIsChanged(Waiting now) {
        requireNone(
                now.aside().values().stream()
                        .filter(each ->
                                !each.entry().equals(present(each.entry().id())))
                        .toList(),
                "quarantined, but not as it was");
    }

    private @Nullable Entry present(String id) {
        Quarantined aside = before.aside().get(id);
        return aside == null ? before.pending().get(id) : aside.entry();
    }

    /** With a code and a message; it was refused, is too long, or wrote a row after one that is quarantined for the same reason. */
    private void whatIsQuarantinedIsExplained(Waiting now) {
        Collection<Quarantined> all = now.aside().values();
        requireNone(all.stream().filter(each -> !isWellPut(each, now)).toList(), "quarantined without a reason");
        List<Quarantined> unexplained = all.stream()
                .filter(each -> !each.equals(before.aside().get(each.entry().id())))
                .filter(each -> each.isRefused() ? !isNotTaken(each) : !buildsOnOne(each, all))
                .toList();
        requireNone(unexplained, "quarantined, but neither refused nor too long nor built on such a record");
    }

    private static boolean isWellPut(Quarantined aside, Waiting now) {
        Quarantined refused = now.aside().get(aside.refused());
        return !aside.code().isBlank() && !aside.message().isBlank() && refused != null && refused.isRefused();
    }

    private boolean isNotTaken(Quarantined aside) {
        boolean tooLong = aside.code().equals(TOO_LONG);
        boolean explained = tooLong
                ? aside.entry().size() + FRAME_BYTES > messageBytes
                : answers.explain(aside.entry().id(), aside.code(), aside.message());
        count.noteNotTaken(tooLong);
        return explained;
    }

    private boolean buildsOnOne(Quarantined aside, Collection<Quarantined> all) {
        count.noteHeldBack();
        return all.stream()
                .filter(each -> each.refused().equals(aside.refused()))
                .anyMatch(each -> buildsOn(aside.entry(), each.entry()));
    }

    /**
     * What is pending, and was there before, has not written a row after a record that is now quarantined. Of what was executed while
     * that was quarantined already, this is not asked; nor of what the application has decided about itself.
     */
    private void nothingIsLeftThatBuildsOnIt(Waiting now) {
        List<Quarantined> fresh = now.aside().values().stream()
                .filter(each -> !before.aside().containsKey(each.entry().id()))
                .toList();
        List<String> left = new ArrayList<>();
        for (String id : now.pending().keySet()) {
            Quarantined released = before.aside().get(id);
            Entry did = present(id);
            Collection<Quarantined> held =
                    released == null ? fresh : now.aside().values();
            boolean isDecided = released != null && released.isRefused();
            if (did != null && !isDecided && held.stream().anyMatch(each -> buildsOn(did, each.entry()))) {
                left.add(did.identity());
            }
        }
        requireNone(left, "pending, though it builds on what is quarantined");
    }

    private static boolean buildsOn(Entry later, Entry earlier) {
        return earlier.compareTo(later) < 0 && !Collections.disjoint(rows(earlier), rows(later));
    }

    private static Set<String> rows(Entry entry) {
        return entry.changes().stream().map(Change::row).collect(Collectors.toSet());
    }

    private void requireNone(Collection<?> faults, String where) {
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(faults, "file of " + client + ": " + where);
    }
}
