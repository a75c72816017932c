package org.synchrotron.server.catchup;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.log.ArrivedRecord;
import org.synchrotron.server.log.EffectStream;

/** A delivery in the making: it takes records, one after another, as long as they fit. */
final class Filling {

    /** What the JSON of a record and of a row change takes beside arguments and patches. */
    private static final int FRAME = 400;

    private final Portion portion;
    private final List<LogEntry> entries = new ArrayList<>();
    private long rowChanges;
    private long bytes;
    private long upTo;
    private boolean full;

    Filling(Portion portion) {
        this.portion = portion;
    }

    /** {@return whether nothing more fits} */
    boolean isFull() {
        return full;
    }

    List<LogEntry> entries() {
        return entries;
    }

    /** {@return the ingest id of the last record that fitted; the first one always does} */
    long upTo() {
        return upTo;
    }

    /** Takes the record with its effects. If it does not fit it is left out, and its effects may have been read in part only. */
    void take(ArrivedRecord arrived, EffectStream effects) {
        List<RowChange> changes = new ArrayList<>();
        long weight = FRAME + arrived.argsLength();
        while (effects.isAt(arrived.id()) && fits(changes.size(), weight)) {
            weight += FRAME + effects.length();
            changes.add(effects.next());
        }
        if (!fits(changes.size(), weight)) {
            full = true;
            return;
        }
        rowChanges += changes.size();
        bytes += weight;
        upTo = arrived.ingestId();
        entries.add(arrived.record().with(changes));
        full = entries.size() == portion.records();
    }

    private boolean fits(long furtherChanges, long furtherBytes) {
        return entries.isEmpty()
                || (rowChanges + furtherChanges <= portion.rowChanges() && bytes + furtherBytes <= portion.bytes());
    }
}
