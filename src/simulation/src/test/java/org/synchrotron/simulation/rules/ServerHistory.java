package org.synchrotron.simulation.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.Rows;

/** What the server held after each commit of a run. Mutable. */
public final class ServerHistory {

    /** @param outcomes by the ids of base records: kind, a space, and the code or nothing */
    private record Held(Rows rows, Map<String, String> outcomes) {}

    private final NavigableMap<Long, Held> byHead = new TreeMap<>(Map.of(0L, new Held(new Rows(), Map.of())));

    /** The server committed: this is what it holds. */
    void add(long head, Rows rows, Collection<Entry> log) {
        Map<String, String> outcomes = new HashMap<>();
        log.stream().filter(entry -> !entry.isCorrection()).forEach(entry -> outcomes.put(entry.id(), outcome(entry)));
        byHead.put(head, new Held(rows, outcomes));
    }

    /** The server has lost what it held after this. */
    void lostAfter(long head) {
        byHead.tailMap(head, false).clear();
    }

    /** {@return what describes the outcome of a record in the server's log or a client's} */
    static String outcome(Entry entry) {
        return entry.outcome() + " " + (entry.code() == null ? "" : entry.code());
    }

    /** {@return the rows that the server held when the cursor was its head; empty if it never was, or came after it} */
    public Optional<Rows> rowsAt(long cursor) {
        return at(cursor).map(Held::rows);
    }

    /** {@return the outcome that a record had then; empty if it was not in the log} */
    Optional<String> outcomeAt(String id, long cursor) {
        return at(cursor).map(held -> held.outcomes().get(id));
    }

    /**
     * {@return whether a record had this outcome then, or later} A delivery that ends before the head of the log brings a record with the outcome
     * that it has when it is read; the correction that turned it follows in the next delivery.
     */
    boolean hadOutcome(String id, String outcome, long cursor) {
        long from = Optional.ofNullable(byHead.ceilingKey(cursor)).orElse(cursor);
        return outcomeAt(id, cursor).isPresent()
                && byHead.tailMap(from, true).values().stream()
                        .anyMatch(held -> outcome.equals(held.outcomes().get(id)));
    }

    /** A cursor may lie within a commit, if the user may see none of its later records. */
    private Optional<Held> at(long cursor) {
        return Optional.ofNullable(byHead.ceilingEntry(cursor)).map(Map.Entry::getValue);
    }
}
