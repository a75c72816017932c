package org.synchrotron.server.materialize;

import java.util.List;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;

/**
 * A record to run, ordered by replay key. Immutable.
 *
 * @param author the user in whose role it runs
 * @param audiences the audiences that it sees and may write
 * @param given the row changes to apply if this server has no code for the record, or if its arguments cannot be read
 */
public record ReplayStep(ActionRecord record, Grantee author, AudienceSets audiences, List<RowChange> given)
        implements Comparable<ReplayStep> {

    public ReplayStep {
        given = List.copyOf(given);
    }

    /** A record whose audiences are those of its author's grant. */
    public ReplayStep(ActionRecord record, Grantee author, List<RowChange> given) {
        this(record, author, AudienceSets.of(author), given);
    }

    /** {@return whether the record only writes what is given, also if this server has the code of its action} */
    boolean isGiven() {
        return record.isCorrection() || !record.isReadable();
    }

    @Override
    public int compareTo(ReplayStep other) {
        return ReplayKey.of(record).compareTo(ReplayKey.of(other.record));
    }
}
