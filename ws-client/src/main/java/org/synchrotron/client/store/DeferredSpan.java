package org.synchrotron.client.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;

/**
 * A stretch of the log within which the tables lack a change: another row held a unique value of its row at that place. At the end of
 * the stretch they are as the log says; within it nobody may go back, but only to its beginning.
 *
 * @param from where the first such change would have been
 * @param to the record with which the tables were mended; null if they are not yet
 */
public record DeferredSpan(ReplayKey from, @Nullable ReplayKey to) {

    /** {@return the place to go back to, where {@code wanted} would be it otherwise; empty for none} */
    public Optional<ReplayKey> backTo(Optional<ReplayKey> wanted) {
        ReplayKey end = to;
        if (end == null) {
            return Optional.of(wanted.filter(key -> key.isBefore(from)).orElse(from));
        }
        return wanted.map(key -> end.isBefore(key) || key.isBefore(from) ? key : from);
    }
}
