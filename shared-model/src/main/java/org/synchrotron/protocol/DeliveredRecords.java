package org.synchrotron.protocol;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.LogEntry;

/**
 * The records of one or of several deliveries: all who see the same are sent the same text of them, which is made once. Immutable, and
 * thread-safe.
 */
final class DeliveredRecords extends AbstractList<LogEntry> implements RandomAccess {

    /**
     * The JSON of a record.
     *
     * @param changes its row changes, with commas between them
     */
    record Text(String action, String changes) {}

    /** One of them, with its text. */
    private static final class Delivered {

        private final LogEntry entry;
        private @Nullable Text text;

        Delivered(LogEntry entry) {
            this.entry = entry;
        }

        synchronized Text text(Function<LogEntry, Text> write) {
            Text made = text;
            if (made == null) {
                made = write.apply(entry);
                text = made;
            }
            return made;
        }
    }

    private final List<Delivered> records;

    private DeliveredRecords(List<Delivered> records) {
        this.records = records;
    }

    /** {@return these records} If they are of a delivery, the same object. */
    static DeliveredRecords of(List<LogEntry> entries) {
        return entries instanceof DeliveredRecords same
                ? same
                : new DeliveredRecords(entries.stream().map(Delivered::new).toList());
    }

    /** {@return those of them for which this holds} Their texts are the same. */
    DeliveredRecords only(Predicate<LogEntry> wanted) {
        return new DeliveredRecords(
                records.stream().filter(each -> wanted.test(each.entry)).toList());
    }

    /** {@return their texts, each of which is made when it is first asked for} */
    List<Text> texts(Function<LogEntry, Text> write) {
        return records.stream().map(each -> each.text(write)).toList();
    }

    @Override
    public LogEntry get(int index) {
        return records.get(index).entry;
    }

    @Override
    public int size() {
        return records.size();
    }
}
