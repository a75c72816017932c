package org.synchrotron.client.store;

import java.util.Optional;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;

/** The text of a {@link ReplayKey} in the file. */
final class StoredPlace {

    private StoredPlace() {}

    static String text(ReplayKey place) {
        return String.join(
                " ",
                Long.toString(place.clock().timeMs()),
                Long.toString(place.clock().counter()),
                place.client().value(),
                place.id().value());
    }

    /** {@return the place in a text; empty if the text is} */
    static Optional<ReplayKey> ifAny(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(of(text));
    }

    /** @throws IllegalArgumentException if the text is no place */
    static ReplayKey of(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("no place in the log: " + text);
        }
        HybridTimestamp clock = new HybridTimestamp(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        return new ReplayKey(clock, new ClientId(parts[2]), new ActionId(parts[3]));
    }
}
