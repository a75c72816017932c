package org.synchrotron.client.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;

/**
 * A span of the log within which the tables lack a change, because another row held the same unique value at that place. At the end of
 * the span the tables are what the log gives. Never rewind into this span; rewind to its start. Immutable.
 *
 * @param from the place of the first missing change
 * @param to the record with which the tables were corrected; null if they are not yet
 */
public record DeferredSpan(ReplayKey from, @Nullable ReplayKey to) {

    /** {@return the place to rewind to instead of {@code wanted}; empty for none} */
    public Optional<ReplayKey> backTo(Optional<ReplayKey> wanted) {
        ReplayKey end = to;
        if (end == null) {
            return Optional.of(wanted.filter(key -> key.isBefore(from)).orElse(from));
        }
        return wanted.map(key -> end.isBefore(key) || key.isBefore(from) ? key : from);
    }
}
