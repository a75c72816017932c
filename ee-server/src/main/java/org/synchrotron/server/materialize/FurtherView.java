package org.synchrotron.server.materialize;

import java.util.List;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.Grantee;

/**
 * A view under which a record runs after its grant, in rows that its author cannot see (rule 7). Immutable.
 *
 * @param user the other user, in the role and with the audiences of the moment at which they read past the record
 * @param given what the last run under this view did; it is applied, in the engine's role, if the logic cannot run
 */
public record FurtherView(Grantee user, List<RowChange> given) {

    public FurtherView {
        given = List.copyOf(given);
    }
}
