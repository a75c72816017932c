package org.synchrotron.client.base;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.LostRecords;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/**
 * What a switch to new rows changed. Immutable.
 *
 * @param lost own records that the server had accepted and has lost; null for none
 * @param decided the outcomes of own records that are news
 * @param replayed how many records were undone before, and predicted on top
 * @param nanos how long the switch took, in nanoseconds
 */
public record Switched(@Nullable LostRecords lost, Map<ActionId, Outcome> decided, Replayed replayed, long nanos) {

    public Switched {
        decided = Map.copyOf(decided);
    }

    Switched took(long spent) {
        return new Switched(lost, decided, replayed, spent);
    }
}
