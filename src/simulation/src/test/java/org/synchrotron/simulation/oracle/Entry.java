package org.synchrotron.simulation.oracle;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record of a log with its known effects. Its natural order is the one order of the log.
 *
 * @param ingestId null while it is pending
 * @param outcome null while it is pending
 * @param code why it was rejected, or null
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
        List<Change> changes)
        implements Comparable<Entry> {

    /** The client id under which the server writes. */
    public static final String SERVER = "server";

    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::timeMs)
            .thenComparingLong(Entry::counter)
            .thenComparing(Entry::client)
            .thenComparing(Entry::id);

    public Entry {
        changes = List.copyOf(changes);
    }

    /** {@return whether somebody may see it: its author, and who sees one of its rows} */
    public boolean isVisible(String reader, Set<String> audiences) {
        return user.equals(reader) || changes.stream().anyMatch(change -> audiences.contains(change.audience()));
    }

    /** {@return the ids of the records whose outcome it has turned} */
    public Set<String> turned() {
        JsonObject outcomes = isCorrection() ? args.getJsonObject("outcomes") : null;
        return outcomes == null ? Set.of() : outcomes.keySet();
    }

    /** {@return the same with another outcome} */
    public Entry decided(String decision, @Nullable String why) {
        return new Entry(id, ingestId, tag, user, client, timeMs, counter, args, decision, why, changes);
    }

    /** {@return the same with other row changes} */
    public Entry with(List<Change> others) {
        return new Entry(id, ingestId, tag, user, client, timeMs, counter, args, outcome, code, others);
    }

    public boolean isCorrection() {
        return tag.equals("_InternalCorrectionApply");
    }

    /** {@return whether it is a correction that a client made} */
    public boolean isCorrectionOfClient() {
        return isCorrection() && !client.equals(SERVER);
    }

    public boolean isPending() {
        return ingestId == null;
    }

    public boolean isRejected() {
        return "rejected".equals(outcome);
    }

    /** {@return the action's name} */
    public String action() {
        return tag.substring(0, tag.length() - "_v1".length());
    }

    /** {@return whether the maker of this correction had seen that base record} */
    boolean saw(Entry base) {
        if (base.client.equals(client)) {
            return base.compareTo(this) < 0;
        }
        return base.ingestId != null
                && base.ingestId <= args.getJsonNumber("basisServerIngestId").longValue();
    }

    /** {@return whether the server has its code, and so never believes what is uploaded} */
    public boolean isRunByServer() {
        return !isCorrection() && !tag.startsWith("legacy");
    }

    /** {@return about how many bytes of a message it takes, its frame left out} */
    public int size() {
        return (args + changes.toString()).getBytes(StandardCharsets.UTF_8).length;
    }

    /** {@return what it is, without what it does} */
    public String identity() {
        return id + " " + tag + " of " + user + " at " + client + " " + new TreeMap<>(args);
    }

    @Override
    public int compareTo(Entry other) {
        return ORDER.compare(this, other);
    }
}
