package org.synchrotron.server.session;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.Reading;
import org.synchrotron.server.runtime.Transactions;

/**
 * Reads the deliveries of a session from the log. Where a delivery needs a further view of the reader first, that is added on the upload
 * threads, because it waits for the log's lock; greetings and deliveries of others go on. Thread-safe.
 */
final class LogDeliveries implements DeliverySource {

    private final Caller reader;
    private final DeliveryReader deliveries;
    private final ReaderViews views;
    private final Transactions transactions;
    private final Executor workers;
    private final Executor uploads;

    /**
     * @param workers the threads that read deliveries
     * @param uploads the threads that change the log
     */
    LogDeliveries(
            Caller reader,
            DeliveryReader deliveries,
            ReaderViews views,
            Transactions transactions,
            Executor workers,
            Executor uploads) {
        this.reader = reader;
        this.deliveries = deliveries;
        this.views = views;
        this.transactions = transactions;
        this.workers = workers;
        this.uploads = uploads;
    }

    @Override
    public void read(long after, Consumer<Delivery> read, Runnable failed) {
        workers.execute(() -> {
            Reading reading;
            try {
                reading = transactions.transaction(sql -> deliveries.next(reader, after, sql));
            } catch (RuntimeException e) {
                failed.run();
                return;
            }
            if (reading instanceof Reading.ViewsMissing missing) {
                uploads.execute(() -> addViews(missing.records(), () -> read(after, read, failed), failed));
            } else {
                read.accept(((Reading.Ready) reading).delivery());
            }
        });
    }

    private void addViews(List<ActionId> records, Runnable then, Runnable failed) {
        try {
            transactions.transaction(sql -> {
                views.add(reader, records, sql);
                return records;
            });
        } catch (RuntimeException e) {
            failed.run();
            return;
        }
        then.run();
    }
}
