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

    Filling(Portion portion) {
        this.portion = portion;
    }

    /** {@return how many further records it can take at most} */
    int room() {
        return portion.records() - entries.size();
    }

    List<LogEntry> entries() {
        return entries;
    }

    /** {@return whether the record fitted} If it did not, its effects may have been read in part only. */
    boolean take(ArrivedRecord arrived, EffectStream effects) {
        List<RowChange> changes = new ArrayList<>();
        long weight = FRAME + arrived.argsLength();
        while (effects.isAt(arrived.id())) {
            if (!fits(changes.size() + 1L, weight + FRAME + effects.length())) {
                return false;
            }
            weight += FRAME + effects.length();
            changes.add(effects.next());
        }
        if (!fits(changes.size(), weight)) {
            return false;
        }
        rowChanges += changes.size();
        bytes += weight;
        entries.add(arrived.record().with(changes));
        return true;
    }

    private boolean fits(long furtherChanges, long furtherBytes) {
        return entries.isEmpty()
                || (rowChanges + furtherChanges <= portion.rowChanges() && bytes + furtherBytes <= portion.bytes());
    }
}
