package org.synchrotron.client.upload;

import java.util.List;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.UploadedRecord;

/** What there is to upload. */
public sealed interface Offer {

    /** Nothing is pending. */
    record Nothing() implements Offer {}

    /** The first pending records, in replay order. */
    record Batch(List<UploadedRecord> records) implements Offer {
        public Batch {
            records = List.copyOf(records);
        }
    }

    /** The first pending record is longer than any message may be. */
    record TooLarge(ActionId record, String tag, long bytes) implements Offer {

        /** The code for such a record, as in a refusal. */
        public static final String CODE = "too-large";

        /** {@return what is told of such a record} */
        public String message(long maxMessageBytes) {
            return "record " + record + " (" + tag + ") needs a message of " + bytes + " bytes, the server accepts "
                    + maxMessageBytes;
        }
    }
}
