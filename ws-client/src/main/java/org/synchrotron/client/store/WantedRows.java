package org.synchrotron.client.store;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.history.RowStates;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.RowRef;

/** The rows that the log gives on top of the base, whether the tables here can hold them or not. Not thread-safe. */
public final class WantedRows {

    private final EffectTable effects;
    private final TrackedRows rows;
    private final LeftOutTable leftOut;
    private final LogCut cut;

    WantedRows(EffectTable effects, TrackedRows rows, LeftOutTable leftOut, LogCut cut) {
        this.effects = effects;
        this.rows = rows;
        this.leftOut = leftOut;
        this.cut = cut;
    }

    /** {@return the states of these rows} */
    public RowStates of(Collection<RowRef> wanted) {
        return of(wanted, record -> true);
    }

    /** {@return the states of these rows after the record at this place} */
    public RowStates upTo(ReplayKey place, Collection<RowRef> wanted) {
        return of(wanted, record -> !place.isBefore(ReplayKey.of(record)));
    }

    private RowStates of(Collection<RowRef> wanted, Predicate<ActionRecord> counts) {
        Map<RowRef, RowState> left = leftOut.contents();
        left.keySet().retainAll(wanted);
        return effects.folded(wanted, rows.present(wanted), left, counts);
    }

    /** Removes the log up to this clock, and keeps what it gives of the rows that the tables cannot hold. See {@link LogCut#remove}. */
    public void cut(HybridTimestamp upTo) {
        if (!leftOut.isEmpty()) {
            if (upTo.equals(LogCut.EVERYTHING)) {
                leftOut.forgetFitting();
            }
            Set<RowRef> left = leftOut.rows();
            RowStates states = of(left, record -> record.clock().compareTo(upTo) <= 0);
            left.forEach(row ->
                    leftOut.content(row, states.get(row).map(RowState::columns).orElse(null)));
        }
        cut.remove(upTo);
    }
}
