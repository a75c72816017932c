package org.synchrotron.client.receive;

import java.util.Map;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/**
 * The changes that a delivery made. Immutable.
 *
 * @param records how many records were new here, or pending before
 * @param rowChanges how many row changes they have
 * @param decided outcomes of this client's records, and outcomes that a correction changed
 */
public record Received(int records, int rowChanges, Map<ActionId, Outcome> decided, Replayed replayed) {

    public Received {
        decided = Map.copyOf(decided);
    }
}
