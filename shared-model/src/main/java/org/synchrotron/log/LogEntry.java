package org.synchrotron.log;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record with its acceptance and its known effects. Immutable.
 *
 * @param acceptance null while the record is pending
 * @param effects its known effects in sequence; for an accepted record, those that the reader may see
 */
public record LogEntry(ActionRecord record, @Nullable Acceptance acceptance, List<RowChange> effects) {

    public LogEntry {
        effects = List.copyOf(effects);
    }

    /** {@return whether the server has not yet accepted the record} */
    public boolean isPending() {
        return acceptance == null;
    }

    /** {@return the acceptance; empty while the record is pending} */
    public Optional<Acceptance> accepted() {
        return Optional.ofNullable(acceptance);
    }
}
