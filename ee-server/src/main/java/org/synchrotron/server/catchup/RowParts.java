package org.synchrotron.server.catchup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.ServerMessage.RowsGone;
import org.synchrotron.protocol.ServerMessage.RowsOutcomes;
import org.synchrotron.protocol.ServerMessage.RowsPart;
import org.synchrotron.protocol.ServerMessage.RowsPresent;
import org.synchrotron.server.log.TrackedRows;
import org.synchrotron.server.log.TrackedRows.Table;

/** Cuts a row delivery into parts while it is read, and numbers them. Not thread-safe. */
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
    private @Nullable Table current;
    private long parts;

    RowParts(RowDeliveryId delivery, RowLimits limits, RowSink sink) {
        this.delivery = delivery;
        this.limits = limits;
        this.sink = sink;
        this.deadline = limits.deadline();
    }

    /** {@return the number of the last part} */
    long last() {
        return parts;
    }

    @Override
    public void present(Table table, String row) {
        begin(table);
        if (rows.length() > 1) {
            rows.append(',');
        }
        rows.append(row);
        if (rows.length() >= limits.partLength()) {
            endRows(table);
        }
    }

    @Override
    public void gone(Table table, String id) {
        begin(table);
        gone.add(id);
        if (gone.size() == IDS) {
            endGone(table);
        }
    }

    private void begin(Table table) {
        limits.check(deadline);
        if (!table.equals(current)) {
            endTable();
            current = table;
        }
    }

    private void endTable() {
        if (current != null) {
            endRows(current);
            endGone(current);
        }
    }

    private void endRows(Table table) {
        if (rows.length() > 1) {
            String text = rows.append(']').toString();
            rows.setLength(1);
            add(new RowsPresent(delivery, ++parts, table.name(), table.columns(), text, null));
        }
    }

    private void endGone(Table table) {
        if (!gone.isEmpty()) {
            add(new RowsGone(delivery, ++parts, table.name(), gone, null));
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
        endTable();
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
