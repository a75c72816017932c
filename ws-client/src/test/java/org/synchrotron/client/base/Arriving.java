package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.synchrotron.client.engine.ReplicaRows;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.ServerMessage.RowsEnd;
import org.synchrotron.protocol.ServerMessage.RowsGone;
import org.synchrotron.protocol.ServerMessage.RowsOutcomes;
import org.synchrotron.protocol.ServerMessage.RowsPresent;
import org.synchrotron.protocol.ServerMessage.RowsStart;

/** A row delivery to Alice's replica, part by part. */
final class Arriving {

    private final ReplicaRows rows;
    private long part;

    Arriving(Bench bench, RowScope whole) {
        rows = bench.alice().rows();
        rows.begin(new RowsStart(
                bench.alice().state().userId(), bench.alice().state().cursor(), whole, 7));
    }

    Arriving present(String content) {
        assertThat(rows.add(new RowsPresent(++part, "todos", Todos.COLUMNS, content)))
                .isTrue();
        return this;
    }

    Arriving gone(String... ids) {
        assertThat(rows.add(new RowsGone(++part, "todos", List.of(ids)))).isTrue();
        return this;
    }

    Arriving outcome(ActionId record, Outcome outcome) {
        assertThat(rows.add(new RowsOutcomes(++part, Map.of(record, outcome)))).isTrue();
        return this;
    }

    void ends(long upTo, long baseMs) {
        assertThat(rows.finish(new RowsEnd(part, upTo, new Cursor("epoch:" + upTo), new HybridTimestamp(baseMs, 1))))
                .isTrue();
    }
}
