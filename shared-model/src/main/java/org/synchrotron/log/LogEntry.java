package org.synchrotron.log;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record with what is known of it.
 *
 * @param acceptance null while the record is pending
 * @param effects its known effects in sequence; of an accepted record, those that the reader may see
 */
public record LogEntry(ActionRecord record, @Nullable Acceptance acceptance, List<RowChange> effects) {

    public LogEntry {
        effects = List.copyOf(effects);
    }

    public boolean isPending() {
        return acceptance == null;
    }

    public Optional<Acceptance> accepted() {
        return Optional.ofNullable(acceptance);
    }
}
