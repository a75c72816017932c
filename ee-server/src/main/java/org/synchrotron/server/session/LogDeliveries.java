package org.synchrotron.server.session;

import java.util.List;
import java.util.concurrent.Executor;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.Reading;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.catchup.SharedDeliveries.Request;
import org.synchrotron.server.runtime.Transactions;

/**
 * Reads the deliveries of a session from the log, together with other sessions where that may be. Where a delivery needs a further view of the
 * reader first, that is added on the upload threads, because it waits for the log's lock; greetings and deliveries of others go on. Thread-safe.
 */
final class LogDeliveries implements DeliverySource {

    private final Caller reader;
    private final Readers readers;
    private final Executor here;
    private final Executor workers;
    private final Executor uploads;

    /**
     * What the sessions of a node read with.
     *
     * @param desk where they wait to be read together
     */
    record Readers(DeliveryReader deliveries, ReaderViews views, Transactions transactions, ReadingDesk desk) {}

    /**
     * The deliveries of one session.
     *
     * @param here runs work of the session at once, on the thread that calls it
     * @param workers the threads that read deliveries
     * @param uploads the threads that change the log
     */
    LogDeliveries(Caller reader, Readers readers, Executor here, Executor workers, Executor uploads) {
        this.reader = reader;
        this.readers = readers;
        this.here = here;
        this.workers = workers;
        this.uploads = uploads;
    }

    /** A reading of this session that may be read with others. */
    private final class Shareable implements ReadingDesk.Waiting {

        private final Request request;
        private final Taker taker;

        Shareable(Request request, Taker taker) {
            this.request = request;
            this.taker = taker;
        }

        @Override
        public Request request() {
            return request;
        }

        @Override
        public void take(Reading.Ready reading) {
            here.execute(() -> taker.delivery(reading.audiences(), reading.delivery()));
        }

        @Override
        public void readAlone(Runnable afterwards) {
            workers.execute(() -> {
                try {
                    LogDeliveries.this.readAlone(request.position(), taker);
                } finally {
                    afterwards.run();
                }
            });
        }
    }

    @Override
    public void read(ReplicaPosition position, Taker taker) {
        Request request = new Request(reader, position);
        if (!request.isShareable()) {
            workers.execute(() -> readAlone(position, taker));
            return;
        }
        try {
            readers.desk().add(new Shareable(request, taker));
        } catch (RuntimeException e) {
            taker.failed(e);
        }
    }

    private void readAlone(ReplicaPosition position, Taker taker) {
        Reading reading;
        try {
            reading =
                    readers.transactions().snapshot(sql -> readers.deliveries().next(reader, position, taker, sql));
        } catch (RuntimeException e) {
            taker.failed(e);
            return;
        }
        if (reading instanceof Reading.ViewsMissing missing) {
            uploads.execute(() -> addViews(missing.records(), () -> read(position, taker), taker));
        } else if (reading instanceof Reading.Ready ready) {
            taker.delivery(ready.audiences(), ready.delivery());
        }
    }

    private void addViews(List<ActionId> records, Runnable then, Taker taker) {
        try {
            readers.transactions().transaction(sql -> {
                readers.views().add(reader, records, sql);
                return records;
            });
        } catch (RuntimeException e) {
            taker.failed(e);
            return;
        }
        then.run();
    }
}
