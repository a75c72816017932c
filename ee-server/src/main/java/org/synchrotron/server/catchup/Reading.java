package org.synchrotron.server.catchup;

import java.util.List;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** What reading the next delivery gave. */
public sealed interface Reading {

    /** The delivery. */
    record Ready(Delivery delivery) implements Reading {}

    /**
     * The delivery would pass records that also concern rows hidden from their authors, before the reader's view of them is stored. Store
     * it, then read again.
     *
     * @param records the records, at least one
     */
    record ViewsMissing(List<ActionId> records) implements Reading {}
}
