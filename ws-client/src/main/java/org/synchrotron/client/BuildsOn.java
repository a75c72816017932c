package org.synchrotron.client;

import java.util.Optional;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowRef;

/**
 * What makes a quarantined record wait with an earlier one: both changed a row, or the earlier one founded an audience in which the record
 * works. Immutable.
 *
 * @param record the earlier one
 * @param tag the action of that record
 * @param row the row that both changed; empty if that record founded the audience
 */
public record BuildsOn(ActionId record, String tag, Optional<RowRef> row) {

    /** {@return the reason, for people, after "waits with …"} */
    String reason() {
        return row.map(both -> "because both changed " + both).orElse("which founded its audience");
    }
}
