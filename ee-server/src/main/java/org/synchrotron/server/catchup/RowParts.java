package org.synchrotron.server.catchup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.ServerMessage.RowsGone;
import org.synchrotron.protocol.ServerMessage.RowsOutcomes;
import org.synchrotron.protocol.ServerMessage.RowsPart;
import org.synchrotron.protocol.ServerMessage.RowsPresent;
import org.synchrotron.server.log.TrackedRows.Table;

/** Cuts a row delivery into parts while it is read, and numbers them. Not thread-safe. */
final class RowParts {

    private static final int IDS = 4_000;
    private static final int OUTCOMES = 500;

    private final RowDeliveryId delivery;
    private final RowLimits limits;
    private final RowSink sink;
    private final long deadline;
    private final StringBuilder rows = new StringBuilder("[");
    private final List<String> gone = new ArrayList<>();
    private final Map<ActionId, Outcome> outcomes = new HashMap<>();
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

    /** Adds a row as a JSON array. */
    void row(Table table, String row) {
        limits.check(deadline);
        if (rows.length() > 1) {
            rows.append(',');
        }
        rows.append(row);
        if (rows.length() >= limits.partLength()) {
            endRows(table);
        }
    }

    void endRows(Table table) {
        if (rows.length() > 1) {
            String text = rows.append(']').toString();
            rows.setLength(1);
            add(new RowsPresent(delivery, ++parts, table.name(), table.columns(), text));
        }
    }

    void gone(Table table, String id) {
        limits.check(deadline);
        gone.add(id);
        if (gone.size() == IDS) {
            endGone(table);
        }
    }

    void endGone(Table table) {
        if (!gone.isEmpty()) {
            add(new RowsGone(delivery, ++parts, table.name(), gone));
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

    void endOutcomes() {
        if (!outcomes.isEmpty()) {
            add(new RowsOutcomes(delivery, ++parts, outcomes));
            outcomes.clear();
        }
    }

    private void add(RowsPart part) {
        sink.part(part);
    }
}
