package org.synchrotron.client.upload;

import java.util.Set;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.protocol.UploadedRecord;

/**
 * What a server takes, as its welcome says. Immutable.
 *
 * @param maxMessageBytes the longest message, in bytes of UTF-8
 * @param retired the tags of actions without code there, whose records need their row changes
 * @param records the most records of an upload
 */
public record UploadTerms(long maxMessageBytes, Set<String> retired, int records) {

    /** Before a welcome. */
    public static final UploadTerms NONE = new UploadTerms(0, Set.of(), 1);

    public UploadTerms {
        retired = Set.copyOf(retired);
    }

    /** {@return what this server takes} One that does not tell takes as many records as the protocol allows. */
    public static UploadTerms of(Welcome said) {
        RecordLimits limits = said.limits();
        return new UploadTerms(
                said.maxMessageBytes(), said.retired(), limits == null ? Upload.MOST_RECORDS : limits.records());
    }

    /** {@return the same with half of the records, at least one} */
    public UploadTerms fewerRecords() {
        return new UploadTerms(maxMessageBytes, retired, Math.max(1, records / 2));
    }

    /** {@return the record as the server wants it: with a digest of its row changes, if it runs the action itself} */
    UploadedRecord form(LogEntry pending) {
        boolean needsChanges =
                !pending.record().isBase() || retired.contains(pending.record().tag());
        return needsChanges ? UploadedRecord.withChanges(pending) : UploadedRecord.withDigest(pending);
    }
}
