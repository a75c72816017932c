package org.synchrotron.server.session;

import org.jspecify.annotations.Nullable;

/** The row delivery of a session that is read or sent, or that the client has not stored yet; one at most. Thread-safe. */
final class OpenRows {

    private @Nullable RowSending sending;

    /** Where it ends; null as long as its end was not sent. */
    private @Nullable Long upTo;

    synchronized boolean areOpen() {
        return sending != null;
    }

    synchronized void begin(RowSending begun) {
        sending = begun;
        upTo = null;
    }

    /** Its end is sent now. */
    synchronized void end(long ingestId) {
        upTo = ingestId;
    }

    /** The client has stored deliveries up to an ingest id: also this one, if it has stored its parts. */
    synchronized void received(long ingestId) {
        if (sending != null && upTo != null && ingestId >= upTo && sending.isStored()) {
            sending = null;
        }
    }

    /** {@return false if there is no such part, or it was never sent} The client has stored the parts up to this one. */
    boolean stored(long part) {
        RowSending open = current();
        return open != null && open.stored(part);
    }

    /** Drops what waits. */
    void close() {
        RowSending open = current();
        if (open != null) {
            open.close();
        }
    }

    private synchronized @Nullable RowSending current() {
        return sending;
    }
}
