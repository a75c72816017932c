package org.synchrotron.server.catchup;

import java.util.List;
import java.util.Map;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.log.EffectTable.Weight;
import org.synchrotron.server.log.LoggedRecord;

/**
 * How much one delivery may hold. One record is always delivered whole.
 *
 * @param records at most
 * @param rowChanges at most
 * @param bytes about so many, counted as characters of JSON
 */
public record Portion(int records, int rowChanges, long bytes) {

    /** About a megabyte: a fraction of a second on a slow line. */
    public static final Portion DEFAULT = new Portion(500, 2_000, 1 << 20);

    /** What the JSON of a record and of a row change takes beside arguments and patches. */
    private static final int FRAME = 400;

    /** {@return as many of the records, from the first, as fit} */
    List<LoggedRecord> of(List<LoggedRecord> arrived, Map<ActionId, Weight> weights) {
        long changesSoFar = 0;
        long bytesSoFar = 0;
        for (int i = 0; i < arrived.size(); i++) {
            LoggedRecord each = arrived.get(i);
            Weight weight = weights.getOrDefault(each.record().id(), Weight.NONE);
            changesSoFar += weight.rowChanges();
            bytesSoFar += weight.bytes()
                    + FRAME * (1L + weight.rowChanges())
                    + each.record().args().toString().length();
            if (i > 0 && (changesSoFar > rowChanges || bytesSoFar > bytes)) {
                return arrived.subList(0, i);
            }
        }
        return arrived;
    }
}
