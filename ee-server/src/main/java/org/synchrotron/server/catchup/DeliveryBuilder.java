package org.synchrotron.server.catchup;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.log.ArrivedRecord;
import org.synchrotron.server.log.EffectStream;

/**
 * A delivery in the making: it takes records, one after another, as long as they fit. What came in one commit is not parted: between
 * a late record and the correction behind it, rows hold what no server has ever held.
 */
final class DeliveryBuilder {

    /** What the JSON of a record and of a row change takes beside arguments and patches. */
    private static final long FRAME = 400;

    private final DeliveryLimits limits;
    private final List<LogEntry> entries = new ArrayList<>();
    private long rowChanges;
    private long bytes;
    private long upTo;
    private boolean full;

    /** The commit of the latest record. */
    private String commit = "";

    /** How many entries there are without those of that commit, and up to where. */
    private int whole;

    private long wholeUpTo;

    DeliveryBuilder(DeliveryLimits limits) {
        this.limits = limits;
    }

    /** {@return whether nothing more fits} */
    boolean isFull() {
        return full;
    }

    List<LogEntry> entries() {
        return entries;
    }

    /** {@return the ingest id of the last record that it holds; the first commit always fits} */
    long upTo() {
        return upTo;
    }

    /** Takes the record with its effects. If it does not fit its commit is left out, and its effects may have been read in part only. */
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
            changes.add(effects.next());
        }
        if (!fits(changes.size(), weight)) {
            close();
            return;
        }
        rowChanges += changes.size();
        bytes += weight;
        upTo = arrived.ingestId();
        entries.add(arrived.record().with(changes));
    }

    private boolean fits(long furtherChanges, long furtherBytes) {
        return whole == 0
                || (entries.size() < limits.records()
                        && rowChanges + furtherChanges <= limits.rowChanges()
                        && bytes + furtherBytes <= limits.bytes());
    }

    private void close() {
        entries.subList(whole, entries.size()).clear();
        upTo = wholeUpTo;
        full = true;
    }
}
