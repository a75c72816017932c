package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.engine.ReplicaRows;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsGone;
import org.synchrotron.protocol.RowsMessage.RowsOutcomes;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;

/** A row delivery to Alice's replica, part by part. */
final class Arriving {

    private static final RowDeliveryId ID = new RowDeliveryId("rows-1");

    private final ReplicaRows rows;
    private long part;

    Arriving(Bench bench, RowScope whole) {
        this(bench, bench.alice().state().cursor(), whole);
    }

    /** All rows, of a server whose log does not have the replica's place. */
    static Arriving anew(Bench bench) {
        return new Arriving(bench, 0, RowScope.ALL);
    }

    /** A delivery that completes another one, which was cut. */
    static Arriving resumed(Bench bench, RowScope whole) {
        Arriving arriving = new Arriving(bench);
        assertThat(arriving.rows.begin(start(bench, bench.alice().state().cursor(), whole, true)))
                .isTrue();
        return arriving;
    }

    /** {@return whether the replica takes such a delivery} */
    static boolean isResumable(Bench bench, RowScope whole) {
        return bench.alice().rows().begin(start(bench, bench.alice().state().cursor(), whole, true));
    }

    private Arriving(Bench bench, long after, RowScope whole) {
        this(bench);
        assertThat(rows.begin(start(bench, after, whole, false))).isTrue();
    }

    private Arriving(Bench bench) {
        rows = bench.alice().rows();
    }

    private static RowsStart start(Bench bench, long after, RowScope whole, boolean resumed) {
        return new RowsStart(
                bench.alice().state().identity().user(), ID, AudiencesDigest.of(Set.of()), after, whole, 7, resumed);
    }

    Arriving present(String content) {
        return present(content, null);
    }

    /** @param resume where a server can go on after it */
    Arriving present(String content, @Nullable ResumePoint resume) {
        assertThat(rows.add(new RowsPresent(ID, ++part, "todos", Todos.COLUMNS, content, resume)))
                .isTrue();
        return this;
    }

    Arriving gone(String... ids) {
        return gone(null, ids);
    }

    Arriving gone(@Nullable ResumePoint resume, String... ids) {
        assertThat(rows.add(new RowsGone(ID, ++part, "todos", List.of(ids), resume)))
                .isTrue();
        return this;
    }

    Arriving outcome(ActionId record, Outcome outcome) {
        assertThat(rows.add(new RowsOutcomes(ID, ++part, Map.of(record, outcome))))
                .isTrue();
        return this;
    }

    /** The next part does not arrive. */
    Arriving losesOne() {
        part++;
        return this;
    }

    void refuses(String content) {
        assertThat(rows.add(new RowsPresent(ID, ++part, "todos", Todos.COLUMNS, content, null)))
                .isFalse();
    }

    void ends(long upTo, long baseMs) {
        assertThat(finish(upTo, baseMs)).isTrue();
    }

    void cannotEnd(long upTo, long baseMs) {
        assertThat(finish(upTo, baseMs)).isFalse();
    }

    private boolean finish(long upTo, long baseMs) {
        return rows.finish(new RowsEnd(ID, part, upTo, new Cursor("epoch:" + upTo), new HybridTimestamp(baseMs, 1)));
    }
}
