package org.synchrotron.server.session;

import java.util.function.Consumer;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** Reads the deliveries of one session. */
@FunctionalInterface
interface DeliverySource {

    /**
     * Reads the next delivery. Returns at once, without calling back.
     *
     * @param after the cursor after which it begins
     * @param read called with the delivery, on another thread
     * @param failed called instead if it cannot be read
     */
    void read(long after, Consumer<Delivery> read, Runnable failed);
}
