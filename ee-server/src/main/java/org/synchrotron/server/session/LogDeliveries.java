package org.synchrotron.server.session;

import java.util.List;
import java.util.concurrent.Executor;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.Reading;
import org.synchrotron.server.catchup.ReplicaPosition;
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
    public void read(ReplicaPosition position, Taker taker) {
        workers.execute(() -> {
            Reading reading;
            try {
                reading = transactions.snapshot(sql -> deliveries.next(reader, position, taker, sql));
            } catch (RuntimeException e) {
                taker.failed(e);
                return;
            }
            if (reading instanceof Reading.ViewsMissing missing) {
                uploads.execute(() -> addViews(missing.records(), () -> read(position, taker), taker));
            } else if (reading instanceof Reading.Ready ready) {
                taker.delivery(ready.audiences(), ready.delivery());
            }
        });
    }

    private void addViews(List<ActionId> records, Runnable then, Taker taker) {
        try {
            transactions.transaction(sql -> {
                views.add(reader, records, sql);
                return records;
            });
        } catch (RuntimeException e) {
            taker.failed(e);
            return;
        }
        then.run();
    }
}
