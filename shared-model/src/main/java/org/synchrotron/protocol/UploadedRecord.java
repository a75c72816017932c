package org.synchrotron.protocol;

import java.util.List;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;

/**
 * A pending record as its client uploads it. Immutable.
 *
 * @param claim the record's effects, as the client saw them
 */
public record UploadedRecord(ActionRecord record, EffectClaim claim) {

    /** {@return the record with all its row changes} */
    public static UploadedRecord withChanges(LogEntry entry) {
        return new UploadedRecord(entry.record(), new EffectClaim.Changes(entry.effects()));
    }

    /** {@return the record with a digest of its row changes} */
    public static UploadedRecord withDigest(LogEntry entry) {
        return new UploadedRecord(entry.record(), EffectClaim.Digest.of(entry.effects()));
    }

    /** {@return the records with all their row changes} */
    public static List<UploadedRecord> withChanges(List<LogEntry> entries) {
        return entries.stream().map(UploadedRecord::withChanges).toList();
    }
}
