package org.synchrotron.server.session;

import java.util.Set;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.catchup.RowSink;

/** Reads what one session is sent. */
@FunctionalInterface
interface DeliverySource {

    /** Takes what was read, on another thread: either a delivery, or a row delivery, or a failure, which may come in the middle of rows. */
    interface Taker extends RowSink {

        /**
         * Takes a delivery of records.
         *
         * @param audiences the audiences of the reader, as the delivery was read
         */
        void delivery(Set<String> audiences, Delivery delivery);

        void failed(Throwable failure);
    }

    /** Reads what comes next for a client at this position. Returns at once, without calling back. */
    void read(ReplicaPosition position, Taker taker);
}
