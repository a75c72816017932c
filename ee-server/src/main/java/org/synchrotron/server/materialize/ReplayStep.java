package org.synchrotron.server.materialize;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.log.RowKeys;

/**
 * A record to run, ordered by replay key. Immutable.
 *
 * @param author the user in whose role it runs
 * @param audiences the audiences that it sees and may write
 * @param rows the rows of these audiences that its action names
 * @param given the row changes to apply if this server has no code for the record, or if its arguments cannot be read
 * @param views the further views under which it runs after the grant, in the order of the users (rule 7)
 * @param outcome its outcome in the log; null if it is not there. A withdrawn record does nothing
 */
public record ReplayStep(
        ActionRecord record,
        Grantee author,
        AudienceSets audiences,
        RowKeys rows,
        List<RowChange> given,
        List<FurtherView> views,
        @Nullable Outcome outcome)
        implements Comparable<ReplayStep> {

    public ReplayStep {
        given = List.copyOf(given);
        views = List.copyOf(views);
    }

    /** A record that is not in the log. */
    public ReplayStep(
            ActionRecord record,
            Grantee author,
            AudienceSets audiences,
            RowKeys rows,
            List<RowChange> given,
            List<FurtherView> views) {
        this(record, author, audiences, rows, given, views, null);
    }

    /** A record without further views, as all are that have not been read. */
    public ReplayStep(
            ActionRecord record, Grantee author, AudienceSets audiences, RowKeys rows, List<RowChange> given) {
        this(record, author, audiences, rows, given, List.of());
    }

    /** A record without further views whose audiences are those of its author's grant. */
    public ReplayStep(ActionRecord record, Grantee author, List<RowChange> given) {
        this(record, author, AudienceSets.of(author), RowKeys.ALL, given);
    }

    /** {@return whether it is in the log, and no no-op} */
    boolean isAccepted() {
        return outcome != null && !outcome.isNoOp();
    }

    /** {@return the run of the record under this view alone} */
    ReplayStep under(FurtherView view) {
        return new ReplayStep(record, view.user(), view.given());
    }

    @Override
    public int compareTo(ReplayStep other) {
        return ReplayKey.of(record).compareTo(ReplayKey.of(other.record));
    }
}
