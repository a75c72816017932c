package org.synchrotron.client.receive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.Receipt;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** Own records that come back as receipts: they are taken as they are held here. Inside the caller's transaction. */
final class OwnRecords {

    private final Store store;

    OwnRecords(Store store) {
        this.store = store;
    }

    /** {@return the delivery with the records that it has receipts for, in ingest order; empty if one of them is not held as it was accepted} */
    Optional<Delivery> addedTo(Delivery delivery) {
        List<Receipt> receipts = delivery.receipts();
        Map<ActionId, ActionRecord> held = held(receipts);
        List<LogEntry> entries = new ArrayList<>(delivery.entries());
        for (Receipt receipt : receipts) {
            Optional<LogEntry> accepted =
                    Optional.ofNullable(held.get(receipt.id())).flatMap(record -> accepted(record, receipt));
            if (accepted.isEmpty()) {
                return Optional.empty();
            }
            entries.add(accepted.get());
        }
        entries.sort(
                Comparator.comparingLong(each -> each.accepted().orElseThrow().ingestId()));
        return Optional.of(delivery.with(entries, receipts));
    }

    private Map<ActionId, ActionRecord> held(List<Receipt> receipts) {
        return store.records().find(receipts.stream().map(Receipt::id).toList()).stream()
                .map(LogEntry::record)
                .collect(Collectors.toMap(ActionRecord::id, Function.identity()));
    }

    private Optional<LogEntry> accepted(ActionRecord record, Receipt receipt) {
        List<RowChange> effects = store.effects().of(record.id());
        return receipt.isFor(record, effects)
                ? Optional.of(new LogEntry(record, receipt.acceptance(), effects))
                : Optional.empty();
    }
}
