package org.synchrotron.server.catchup;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.log.ArrivedRecord;
import org.synchrotron.server.log.EffectStream;
import org.synchrotron.server.log.UnreadableListener;

/**
 * Collects the records of one delivery, one after another, as long as they fit. The records of one commit are never split between
 * deliveries: between a late record and its correction, the client's rows would hold values that the server never held. A first
 * commit may have any number of records, but not more row changes and bytes than fit. A record
 * with arguments that cannot be read is left out, and so is a row change that cannot be read; the others go on. Not thread-safe.
 */
final class DeliveryBuilder {

    /** The characters of JSON that a record or a row change takes besides its arguments or patches, about. */
    private static final long FRAME = 400;

    private final DeliveryLimits limits;
    private final UnreadableListener unreadable;
    private final List<LogEntry> entries = new ArrayList<>();
    private long rowChanges;
    private long bytes;
    private long upTo;
    private boolean full;

    /** The commit of the latest record. */
    private String commit = "";

    /** The number of entries without those of that commit, and the ingest id of the last of them. */
    private int whole;

    private long wholeUpTo;

    DeliveryBuilder(DeliveryLimits limits, UnreadableListener unreadable) {
        this.limits = limits;
        this.unreadable = unreadable;
    }

    /** {@return whether a record did not fit; no more are added then} */
    boolean isFull() {
        return full;
    }

    List<LogEntry> entries() {
        return entries;
    }

    /** {@return whether not even the first commit fits} */
    boolean isTooLarge() {
        return full && upTo == 0;
    }

    /** {@return the ingest id of the last record in it; 0 if there is none} */
    long upTo() {
        return upTo;
    }

    /**
     * Adds the record with its effects. If it does not fit, all records of its commit are left out; its effects may then have
     * been read in part.
     */
    void take(ArrivedRecord arrived, EffectStream effects) {
        if (!arrived.commit().equals(commit)) {
            commit = arrived.commit();
            whole = entries.size();
            wholeUpTo = upTo;
        }
        List<RowChange> changes = new ArrayList<>();
        long weight = FRAME + arrived.argsLength();
        while (effects.isAt(arrived.id()) && fits(changes.size(), weight)) {
            weight += FRAME + effects.length();
            effects.next().ifPresentOrElse(changes::add, () -> unreadable.foundRowChange(arrived.id()));
        }
        if (!fits(changes.size(), weight)) {
            close();
            return;
        }
        upTo = arrived.ingestId();
        if (!unreadable.isReadable(arrived.record().record())) {
            return;
        }
        rowChanges += changes.size();
        bytes += weight;
        entries.add(arrived.record().with(changes));
    }

    private boolean fits(long furtherChanges, long furtherBytes) {
        return (wholeUpTo == 0 || entries.size() < limits.records())
                && rowChanges + furtherChanges <= limits.rowChanges()
                && bytes + furtherBytes <= limits.bytes();
    }

    private void close() {
        entries.subList(whole, entries.size()).clear();
        upTo = wholeUpTo;
        full = true;
    }
}
