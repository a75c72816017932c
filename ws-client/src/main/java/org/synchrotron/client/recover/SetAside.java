package org.synchrotron.client.recover;

import java.util.List;
import org.synchrotron.client.SetAsideRecord;
import org.synchrotron.client.reconcile.Replayed;

/**
 * What setting aside did.
 *
 * @param records the refused one first; none if it was not pending
 */
public record SetAside(List<SetAsideRecord> records, Replayed replayed) {

    public static final SetAside NOTHING = new SetAside(List.of(), Replayed.NOTHING);

    public SetAside {
        records = List.copyOf(records);
    }
}
