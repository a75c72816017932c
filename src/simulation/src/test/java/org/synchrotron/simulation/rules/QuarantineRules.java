package org.synchrotron.simulation.rules;

import static java.util.Objects.requireNonNull;
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
import org.synchrotron.simulation.oracle.QuarantinedEntry;
import org.synchrotron.simulation.oracle.UnacceptedRecords;

/**
 * The second half of rule 9, for one client: a record that the server does not accept is quarantined together with the records
 * that build on it, no other record is quarantined, and no executed record disappears. After every transaction it reads the file
 * and compares it with what the file held before. Used by one thread.
 */
public final class QuarantineRules {

    /** The most bytes that a message needs beside arguments and cells. */
    private static final int FRAME_BYTES = 2_000;

    static final String TOO_LONG = "too-large";

    static final String AUDIENCE_LOST = "audience-lost";

    private static final String QUARANTINED_CHANGES =
            "select table_name || ' ' || row_id from synchrotron_applied_changes where record_number in"
                    + " (select record_number from synchrotron_quarantined_records)";

    private static final String ACCEPTED =
            "select id from synchrotron_action_records where server_ingest_id is not null"
                    + " union all select id from synchrotron_past_records";

    private final String client;
    private final int messageBytes;
    private final ServerRefusals refusals;
    private final ServerView server;
    private final QuarantineCount count = new QuarantineCount();

    /** What a file may hold quarantined after a crash: the state before the step, and that after each of its transactions. */
    private final Set<Map<String, QuarantinedEntry>> afterCrash = new HashSet<>();

    private UnacceptedRecords before = UnacceptedRecords.NONE;

    /** The records that the application is discarding. */
    private Set<String> discarding = Set.of();

    public QuarantineRules(String client, int messageBytes, ServerRefusals refusals, ServerView server) {
        this.client = client;
        this.messageBytes = messageBytes;
        this.refusals = refusals;
        this.server = server;
        this.afterCrash.add(Map.of());
    }

    /** {@return the counts of this client so far} */
    public QuarantineCount count() {
        return count;
    }

    /** The application is about to retry a refused record. */
    public void retrying(String refused) {
        refusals.forget(refused);
        count.noteRetried(quarantinedBecauseOf(refused));
    }

    /** The application is about to discard a refused record. */
    public void discarding(String refused) {
        discarding = quarantinedBecauseOf(refused);
        Map<String, QuarantinedEntry> rest = new TreeMap<>(before.quarantined());
        rest.keySet().removeAll(discarding);
        afterCrash.add(rest);
    }

    private Set<String> quarantinedBecauseOf(String refused) {
        return before.quarantined().values().stream()
                .filter(each -> each.refused().equals(refused))
                .map(each -> each.entry().id())
                .collect(toSet());
    }

    /** A transaction ended within a step; the process may still crash in this step. */
    public void transactionEnded(Connection file) {
        check(file);
        afterCrash.add(before.quarantined());
    }

    /** {@return the ids of the discarded records} A step ended without a crash. */
    public Set<String> stepEnded(Connection file) {
        Set<String> gone = discarding;
        check(file);
        requireNone(gone.stream().filter(before::has).toList(), "still in the file after they were discarded");
        return finishStep(gone);
    }

    /** {@return the ids of the discarded records} A new process opened the file after a crash; no transaction is half done. */
    public Set<String> reopened(Connection file) {
        UnacceptedRecords now = UnacceptedRecords.in(file);
        if (!afterCrash.contains(withoutLost(now.quarantined())) && !afterCrash.contains(now.quarantined())) {
            throw new BrokenRule(
                    Rule.NOTHING_LOST_NOTHING_TWICE,
                    "quarantined by " + client + " is " + now.quarantined() + " after a crash, expected one of "
                            + afterCrash,
                    null);
        }
        Set<String> gone = discarding.stream().anyMatch(now::has) ? Set.of() : discarding;
        before = now;
        return finishStep(gone);
    }

    /** The file may be as it was after each of several transactions that quarantine records of a lost audience. */
    private Map<String, QuarantinedEntry> withoutLost(Map<String, QuarantinedEntry> now) {
        Map<String, QuarantinedEntry> rest = new TreeMap<>(now);
        rest.values()
                .removeIf(each -> !each.equals(
                                before.quarantined().get(each.entry().id()))
                        && requireNonNull(now.get(each.refused())).code().equals(AUDIENCE_LOST));
        return rest;
    }

    private Set<String> finishStep(Set<String> gone) {
        discarding = Set.of();
        afterCrash.clear();
        afterCrash.add(before.quarantined());
        count.noteDiscarded(gone);
        return gone;
    }

    private void check(Connection file) {
        UnacceptedRecords now = UnacceptedRecords.in(file);
        nothingDisappears(now, file);
        quarantinedRecordsAreUnchanged(now);
        everyQuarantineHasAReason(now);
        dependentsAreQuarantinedToo(now);
        if (!now.quarantined().isEmpty()) {
            requireNone(LogReader.texts(file, QUARANTINED_CHANGES), "row changes of quarantined records");
        }
        before = now;
    }

    /** A record that is neither pending nor quarantined any more is in the logs of client and server, or was discarded. */
    private void nothingDisappears(UnacceptedRecords now, Connection file) {
        Set<String> gone = new TreeSet<>(before.pending().keySet());
        gone.addAll(before.quarantined().keySet());
        gone.removeIf(id -> now.has(id) || discarding.contains(id));
        if (!gone.isEmpty()) {
            Set<String> accepted = new HashSet<>(LogReader.texts(file, ACCEPTED));
            server.log().stream().map(Entry::id).filter(accepted::contains).forEach(gone::remove);
            // A delivery from before was under way as the database was restored.
            gone.removeIf(id -> accepted.contains(id) && server.lost().contains(id));
        }
        Rule.NOTHING_LOST_NOTHING_TWICE.requireNone(gone, "neither in the log nor in the file of " + client);
    }

    /**
     * A quarantined record is what it was before, with the effects of its last run. Of a lost audience one record after another is
     * quarantined, and meanwhile the others run again.
     */
    private void quarantinedRecordsAreUnchanged(UnacceptedRecords now) {
        requireNone(
                now.quarantined().values().stream()
                        .filter(each -> !isUnchanged(each, now))
                        .toList(),
                "quarantined, but changed");
    }

    private boolean isUnchanged(QuarantinedEntry quarantined, UnacceptedRecords now) {
        Entry entry = quarantined.entry();
        Entry earlier = entryBefore(entry.id());
        return entry.equals(earlier)
                || (earlier != null
                        && isByLoss(quarantined, now)
                        && withoutChanges(entry).equals(withoutChanges(earlier)));
    }

    private static boolean isByLoss(QuarantinedEntry quarantined, UnacceptedRecords now) {
        QuarantinedEntry first = now.quarantined().get(quarantined.refused());
        return first != null && first.code().equals(AUDIENCE_LOST);
    }

    private static Entry withoutChanges(Entry entry) {
        return entry.withChanges(List.of());
    }

    private @Nullable Entry entryBefore(String id) {
        QuarantinedEntry quarantined = before.quarantined().get(id);
        return quarantined == null ? before.pending().get(id) : quarantined.entry();
    }

    /**
     * A quarantined record has a code and a message. Either it was refused, or it is too long, or it changed rows of an audience that its
     * author lost, or it builds on a record that is quarantined because of the same such record.
     */
    private void everyQuarantineHasAReason(UnacceptedRecords now) {
        Collection<QuarantinedEntry> all = now.quarantined().values();
        requireNone(
                all.stream().filter(each -> !isComplete(each, now)).toList(),
                "quarantined without code, message or refused record");
        List<QuarantinedEntry> unexplained = all.stream()
                .filter(each ->
                        !each.equals(before.quarantined().get(each.entry().id())))
                .filter(each -> each.isRefused() ? !isRefusalExplained(each) : !isDependentOfOne(each, all))
                .toList();
        requireNone(unexplained, "quarantined, but neither refused, nor too long, nor dependent on such a record");
    }

    private static boolean isComplete(QuarantinedEntry quarantined, UnacceptedRecords now) {
        QuarantinedEntry refused = now.quarantined().get(quarantined.refused());
        return !quarantined.code().isBlank()
                && !quarantined.message().isBlank()
                && refused != null
                && refused.isRefused();
    }

    private boolean isRefusalExplained(QuarantinedEntry quarantined) {
        count.noteRefused(quarantined.code());
        return switch (quarantined.code()) {
            case TOO_LONG -> quarantined.entry().size() + FRAME_BYTES > messageBytes;
            case AUDIENCE_LOST -> isOfLostAudience(quarantined.entry());
            default -> refusals.explain(quarantined.entry().id(), quarantined.code(), quarantined.message());
        };
    }

    private boolean isOfLostAudience(Entry entry) {
        Set<String> lost = server.memberships().lostBy(entry.user());
        return entry.changes().stream().map(Change::audience).anyMatch(lost::contains);
    }

    private boolean isDependentOfOne(QuarantinedEntry quarantined, Collection<QuarantinedEntry> all) {
        count.noteDependent();
        return all.stream()
                .filter(each -> each.refused().equals(quarantined.refused()))
                .anyMatch(each -> buildsOn(quarantined.entry(), each.entry()));
    }

    /**
     * A record that was in the file before and is pending now does not build on a newly quarantined record; if it was
     * released from quarantine just now, not after any quarantined record. Not checked are refused records that the application
     * retries, and records that were executed while the earlier record was quarantined already.
     */
    private void dependentsAreQuarantinedToo(UnacceptedRecords now) {
        List<QuarantinedEntry> newlyQuarantined = now.quarantined().values().stream()
                .filter(each -> !before.quarantined().containsKey(each.entry().id()))
                .toList();
        List<String> remaining = new ArrayList<>();
        for (String id : now.pending().keySet()) {
            QuarantinedEntry released = before.quarantined().get(id);
            Entry entry = entryBefore(id);
            Collection<QuarantinedEntry> earlier =
                    released == null ? newlyQuarantined : now.quarantined().values();
            boolean isRetried = released != null && released.isRefused();
            if (entry != null && !isRetried && earlier.stream().anyMatch(each -> buildsOn(entry, each.entry()))) {
                remaining.add(entry.identity());
            }
        }
        requireNone(remaining, "pending, though they build on quarantined records");
    }

    /** {@return whether a record wrote a row after another one, or a row of an audience which that one founded} */
    private static boolean buildsOn(Entry later, Entry earlier) {
        return earlier.compareTo(later) < 0
                && (!Collections.disjoint(rows(earlier), rows(later)) || isFoundedBy(earlier, later));
    }

    /** An audience that a record founded ends with the record's id. */
    private static boolean isFoundedBy(Entry founder, Entry later) {
        return later.changes().stream().anyMatch(change -> change.audience().endsWith(":" + founder.id()));
    }

    private static Set<String> rows(Entry entry) {
        return entry.changes().stream().map(Change::row).collect(Collectors.toSet());
    }

    private void requireNone(Collection<?> faults, String where) {
        Rule.ONE_BAD_RECORD_BLOCKS_NOBODY.requireNone(faults, "file of " + client + ": " + where);
    }
}
