package org.synchrotron.server.catchup;

import java.util.List;
import java.util.Set;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** What reading the next delivery gave. */
public sealed interface Reading {

    /**
     * The records.
     *
     * @param audiences the audiences of the reader, as the records were read
     */
    record Ready(Set<String> audiences, Delivery delivery) implements Reading {
        public Ready {
            audiences = Set.copyOf(audiences);
        }
    }

    /** Rows came instead of records, and are all in the sink. */
    record Rows() implements Reading {}

    /**
     * The delivery would pass records that also concern rows hidden from their authors, before the reader's view of them is stored. Store
     * it, then read again.
     *
     * @param records the records, at least one
     */
    record ViewsMissing(List<ActionId> records) implements Reading {
        public ViewsMissing {
            records = List.copyOf(records);
        }
    }
}
