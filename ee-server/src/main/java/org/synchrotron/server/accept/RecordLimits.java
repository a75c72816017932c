package org.synchrotron.server.accept;

import org.synchrotron.protocol.ClientMessage;

/**
 * How large uploads and their records may be. Immutable.
 *
 * @param records the most records of an upload; the protocol allows {@link ClientMessage.Upload#MOST_RECORDS}
 * @param args the longest arguments of a record, in characters of JSON
 * @param rowChanges the most row changes that a record is uploaded with
 */
public record RecordLimits(int records, int args, int rowChanges) {

    /** What a server uses unless its settings say otherwise. */
    public static final RecordLimits DEFAULT = new RecordLimits(ClientMessage.Upload.MOST_RECORDS, 1 << 20, 10_000);

    /** @throws IllegalArgumentException if a number is not positive, or the protocol does not allow so many records */
    public RecordLimits {
        if (records < 1 || records > ClientMessage.Upload.MOST_RECORDS || args < 1 || rowChanges < 1) {
            throw new IllegalArgumentException("an upload has 1 to " + ClientMessage.Upload.MOST_RECORDS
                    + " records, each with room for arguments and row changes, not " + records + ", " + args + " and "
                    + rowChanges);
        }
    }
}
