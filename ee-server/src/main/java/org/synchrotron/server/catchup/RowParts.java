package org.synchrotron.server.catchup;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowsMessage.RowsGone;
import org.synchrotron.protocol.RowsMessage.RowsOutcomes;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.server.log.RowPlace;
import org.synchrotron.server.log.TrackedRows;
import org.synchrotron.server.log.TrackedRows.Table;

/** Cuts a row delivery into parts while it is read, and numbers them. Full ones say where another delivery may go on. Not thread-safe. */
final class RowParts implements TrackedRows.Taker {

    private static final int IDS = 4_000;
    private static final int OUTCOMES = 500;

    private final RowDeliveryId delivery;
    private final RowLimits limits;
    private final RowSink sink;
    private final long deadline;
    private final StringBuilder rows = new StringBuilder("[");
    private final List<String> gone = new ArrayList<>();
    private final Map<ActionId, Outcome> outcomes = new HashMap<>();
    private final Function<RowPlace, @Nullable ResumePoint> resumes;
    private RowPlace.@Nullable Stage stage;
    private @Nullable Table current;
    private String last = "";
    private long parts;

    /** @param resumes how another delivery is told to go on after a place; null if it cannot */
    RowParts(
            RowDeliveryId delivery, RowLimits limits, RowSink sink, Function<RowPlace, @Nullable ResumePoint> resumes) {
        this.delivery = delivery;
        this.limits = limits;
        this.sink = sink;
        this.resumes = resumes;
        this.deadline = limits.deadline();
    }

    /** {@return the number of the last part} */
    long last() {
        return parts;
    }

    @Override
    public void begin(RowPlace.Stage next, Table table) {
        if (next != stage || !table.equals(current)) {
            endTable(null);
            stage = next;
            current = table;
        }
    }

    @Override
    public void present(String id, String row) {
        limits.check(deadline);
        if (rows.length() > 1) {
            rows.append(',');
        }
        rows.append(row);
        last = id;
        if (rows.length() >= limits.partLength()) {
            endTable(reached());
        }
    }

    @Override
    public void gone(String id) {
        limits.check(deadline);
        gone.add(id);
        last = id;
        if (gone.size() == IDS) {
            endTable(reached());
        }
    }

    /** {@return where another delivery may go on after this full part; null if it cannot} */
    private @Nullable ResumePoint reached() {
        Table table = requireNonNull(current);
        RowPlace.Stage at = requireNonNull(stage);
        return at == RowPlace.Stage.CHANGED ? null : resumes.apply(new RowPlace(at, table.name(), last));
    }

    private void endTable(@Nullable ResumePoint point) {
        Table table = current;
        if (table == null) {
            return;
        }
        if (rows.length() > 1) {
            String text = rows.append(']').toString();
            rows.setLength(1);
            add(new RowsPresent(delivery, ++parts, table.name(), table.columns(), text, gone.isEmpty() ? point : null));
        }
        if (!gone.isEmpty()) {
            add(new RowsGone(delivery, ++parts, table.name(), gone, point));
            gone.clear();
        }
    }

    void outcome(ActionId record, Outcome outcome) {
        limits.check(deadline);
        outcomes.put(record, outcome);
        if (outcomes.size() == OUTCOMES) {
            endOutcomes();
        }
    }

    /** Adds what is not yet in a part. */
    void end() {
        endTable(null);
        endOutcomes();
    }

    private void endOutcomes() {
        if (!outcomes.isEmpty()) {
            add(new RowsOutcomes(delivery, ++parts, outcomes));
            outcomes.clear();
        }
    }

    private void add(RowsPart part) {
        sink.part(part);
    }
}
