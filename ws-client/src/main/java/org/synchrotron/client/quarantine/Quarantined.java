package org.synchrotron.client.quarantine;

import java.util.List;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.reconcile.Replayed;

/**
 * The result of quarantining a record. Immutable.
 *
 * @param records the quarantined records, the refused one first; empty if it was not pending
 */
public record Quarantined(List<QuarantinedRecord> records, Replayed replayed) {

    public static final Quarantined NOTHING = new Quarantined(List.of(), Replayed.NOTHING);

    public Quarantined {
        records = List.copyOf(records);
    }
}
