package org.synchrotron.client.receive;

import java.util.Map;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/**
 * What a delivery brought.
 *
 * @param records that were new here, or pending before
 * @param rowChanges theirs
 * @param decided outcomes of own records, and outcomes that a correction changed
 */
public record Received(int records, int rowChanges, Map<ActionId, Outcome> decided, Replayed replayed) {

    public Received {
        decided = Map.copyOf(decided);
    }
}
