package org.synchrotron.protocol;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.LogEntry;

/**
 * The records of one or of several deliveries: all who see the same are sent the same text of them, which is made once. Immutable, and
 * thread-safe.
 */
final class DeliveredRecords extends AbstractList<LogEntry> implements RandomAccess {

    private final List<LogEntry> entries;
    private @Nullable String text;

    private DeliveredRecords(List<LogEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** {@return these records} If they are of a delivery, the same object. */
    static DeliveredRecords of(List<LogEntry> entries) {
        return entries instanceof DeliveredRecords same ? same : new DeliveredRecords(entries);
    }

    /** {@return their text, which is made when it is first asked for} */
    synchronized String text(Function<List<LogEntry>, String> write) {
        String made = text;
        if (made == null) {
            made = write.apply(entries);
            text = made;
        }
        return made;
    }

    @Override
    public LogEntry get(int index) {
        return entries.get(index);
    }

    @Override
    public int size() {
        return entries.size();
    }
}
