package org.synchrotron.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsOutcomes;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage;

/** A row delivery of {@link TestServer}, with a part for each table. */
record SentRows(UserId user, AudiencesDigest audiences, long after, RowScope whole, Map<String, String> byTable) {

    private static final RowDeliveryId ID = new RowDeliveryId("rows-1");

    /** @param log up to which the rows are */
    List<ServerMessage> messages(List<LogEntry> log, Cursor end) {
        HybridTimestamp latest = log.stream()
                .map(each -> each.record().clock())
                .max(HybridTimestamp::compareTo)
                .orElse(HybridTimestamp.ZERO);
        List<ServerMessage> messages =
                new ArrayList<>(List.of(new RowsStart(user, ID, audiences, after, whole, byTable.size(), false)));
        byTable.forEach(
                (table, rows) -> messages.add(new RowsPresent(ID, messages.size(), table, Todos.COLUMNS, rows, null)));
        if (after == 0) {
            messages.add(new RowsOutcomes(ID, messages.size(), outcomes(log)));
        }
        messages.add(new RowsEnd(ID, messages.size() - 1, log.size(), end, latest));
        return messages;
    }

    private Map<ActionId, Outcome> outcomes(List<LogEntry> log) {
        return log.stream()
                .filter(each -> each.record().author().equals(user))
                .collect(Collectors.toMap(
                        each -> each.record().id(),
                        each -> each.accepted().orElseThrow().outcome()));
    }
}
