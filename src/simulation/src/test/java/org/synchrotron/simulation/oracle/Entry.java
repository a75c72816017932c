package org.synchrotron.simulation.oracle;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.synchrotron.simulation.actions.FoundedNames;

/**
 * A record of a log with its known effects. Its natural order is the replay order.
 *
 * @param ingestId null while the record is pending
 * @param timeMs the milliseconds of the record's clock stamp
 * @param counter the counter of the record's clock stamp
 * @param outcome null while the record is pending
 * @param code why the record was rejected, or null
 * @param grant the audiences that the author had when the server accepted the record; of interest in the server's log only
 * @param isDenied whether the record never runs, because it wrote outside the grant on its author's device; in the server's log only
 * @param views the audiences of other users when they read past the record, by user; of interest in the server's log only
 */
public record Entry(
        String id,
        @Nullable Long ingestId,
        String tag,
        String user,
        String client,
        long timeMs,
        long counter,
        JsonObject args,
        @Nullable String outcome,
        @Nullable String code,
        Set<String> grant,
        boolean isDenied,
        SortedMap<String, Set<String>> views,
        List<Change> changes)
        implements Comparable<Entry> {

    /** The client id of records that the server writes. */
    public static final String SERVER = "server";

    private static final Set<String> EVERYWHERE =
            Set.of("tagall_v1", "addall_v1", "sweep_v1", "copyprivate_v1", "signpost_v1");

    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::timeMs)
            .thenComparingLong(Entry::counter)
            .thenComparing(Entry::client)
            .thenComparing(Entry::id);

    public Entry {
        grant = Set.copyOf(grant);
        views = Collections.unmodifiableSortedMap(new TreeMap<>(views));
        changes = List.copyOf(changes);
    }

    /** {@return whether this user may see the record: they are its author, or one of its rows has one of their audiences} */
    public boolean isVisible(String reader, Set<String> audiences) {
        return user.equals(reader) || changes.stream().anyMatch(change -> audiences.contains(change.audience()));
    }

    /** {@return the ids of the records whose outcomes this correction changes; empty for other records} */
    public Set<String> changedOutcomes() {
        JsonObject outcomes = isCorrection() ? args.getJsonObject("outcomes") : null;
        return outcomes == null ? Set.of() : outcomes.keySet();
    }

    /** {@return the same record with another outcome and code} */
    public Entry withOutcome(String newOutcome, @Nullable String newCode) {
        return new Entry(
                id,
                ingestId,
                tag,
                user,
                client,
                timeMs,
                counter,
                args,
                newOutcome,
                newCode,
                grant,
                isDenied,
                views,
                changes);
    }

    /** {@return the same record with other row changes} */
    public Entry withChanges(List<Change> others) {
        return new Entry(
                id, ingestId, tag, user, client, timeMs, counter, args, outcome, code, grant, isDenied, views, others);
    }

    /** {@return the same record under this grant} */
    public Entry under(Set<String> audiences) {
        return new Entry(
                id, ingestId, tag, user, client, timeMs, counter, args, outcome, code, audiences, isDenied, views,
                changes);
    }

    /**
     * {@return the new record under its grant} Without declared audiences it is denied if its row changes were outside the grant when they
     * were uploaded.
     *
     * @param uploaded the audiences of these row changes
     */
    public Entry granted(Set<String> audiences, Set<String> uploaded) {
        boolean denied = isRunByServer() && Logic.declared(this).isEmpty() && !audiences.containsAll(uploaded);
        return new Entry(
                id, ingestId, tag, user, client, timeMs, counter, args, outcome, code, audiences, denied, views,
                changes);
    }

    /** {@return this record, read again, with what the log does not show} */
    public Entry sameAs(Entry before) {
        return new Entry(
                id,
                ingestId,
                tag,
                user,
                client,
                timeMs,
                counter,
                args,
                outcome,
                code,
                before.grant,
                before.isDenied,
                views,
                changes);
    }

    /** {@return the same record under these further views} */
    public Entry with(SortedMap<String, Set<String>> others) {
        return new Entry(
                id, ingestId, tag, user, client, timeMs, counter, args, outcome, code, grant, isDenied, others,
                changes);
    }

    /** {@return whether its action also concerns rows that its author cannot see} */
    public boolean concernsHiddenRows() {
        return EVERYWHERE.contains(tag);
    }

    /** {@return whether its action founds an audience} */
    public boolean isFounding() {
        return tag.equals("found_v1");
    }

    /** {@return whether it was rejected because an item that it does not see has the code that it reserves} */
    public boolean conflictsWithHiddenRow() {
        return action().equals("reserve") && "failed".equals(code);
    }

    /** {@return whether it inserts a row of an audience that a record of another user founded, without being a member} */
    public boolean intrudesIntoFounded() {
        return action().equals("intrude") && FoundedNames.isFounded(args.getString("row"));
    }

    public boolean isCorrection() {
        return tag.equals("_InternalCorrectionApply");
    }

    /** {@return whether a migration of the server's rows wrote it: it keeps its effects} */
    public boolean isMigration() {
        return tag.equals("_InternalMigration");
    }

    /** {@return whether it is a correction by a client} */
    public boolean isCorrectionOfClient() {
        return isCorrection() && !client.equals(SERVER);
    }

    public boolean isPending() {
        return ingestId == null;
    }

    public boolean isRejected() {
        return "rejected".equals(outcome);
    }

    /** {@return whether an operator has made it a no-op for good} */
    public boolean isWithdrawn() {
        return "withdrawn".equals(outcome);
    }

    /** {@return the name of the action, without its version} */
    public String action() {
        return tag.substring(0, tag.length() - "_v1".length());
    }

    /** {@return whether the author of this correction had seen the base record} */
    boolean saw(Entry base) {
        if (base.client.equals(client)) {
            return base.compareTo(this) < 0;
        }
        return base.ingestId != null
                && base.ingestId <= args.getJsonNumber("basisServerIngestId").longValue();
    }

    /** {@return whether the server has the code of the action, so that it ignores uploaded effects} */
    public boolean isRunByServer() {
        return !isCorrection() && !isMigration() && !tag.startsWith("legacy");
    }

    /** {@return about how many bytes of a message the record needs, without the message's frame} */
    public int size() {
        return (args + changes.toString()).getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * {@return id, tag, author, client and arguments as text; no outcome, no effects and no timestamp, because a device whose clock was ahead
     * sets that back}
     */
    public String identity() {
        return id + " " + tag + " of " + user + " at " + client + " " + withoutTimestamp(args);
    }

    /** {@return the arguments in the order of their names, without the timestamp} */
    public static Map<String, JsonValue> withoutTimestamp(JsonObject args) {
        Map<String, JsonValue> others = new TreeMap<>(args);
        others.remove("timestamp");
        return others;
    }

    @Override
    public int compareTo(Entry other) {
        return ORDER.compare(this, other);
    }
}
