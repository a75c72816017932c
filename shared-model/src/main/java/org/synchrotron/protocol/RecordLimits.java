package org.synchrotron.protocol;

import jakarta.json.JsonObject;
import org.synchrotron.log.JsonText;

/**
 * How large uploads and their records may be on a server. A client that knows it executes nothing larger. Immutable.
 *
 * @param records the most records of an upload; the protocol allows {@link ClientMessage.Upload#MOST_RECORDS}
 * @param args the longest arguments of a record, in characters (UTF-16 units) of JSON without white space
 * @param rowChanges the most row changes of a record: those with which it is uploaded, or those of its run on the server
 */
public record RecordLimits(int records, int args, int rowChanges) {

    /** What a server uses unless its settings say otherwise. */
    public static final RecordLimits DEFAULT = new RecordLimits(ClientMessage.Upload.MOST_RECORDS, 1 << 20, 100_000);

    /** {@return the length of arguments, as {@link #args} counts it} */
    public static int lengthOf(JsonObject arguments) {
        return JsonText.of(arguments).length();
    }

    /** @throws IllegalArgumentException if a number is not positive, or the protocol does not allow so many records */
    public RecordLimits {
        if (records < 1 || records > ClientMessage.Upload.MOST_RECORDS || args < 1 || rowChanges < 1) {
            throw new IllegalArgumentException("an upload has 1 to " + ClientMessage.Upload.MOST_RECORDS
                    + " records, each with room for arguments and row changes, not " + records + ", " + args + " and "
                    + rowChanges);
        }
    }
}
