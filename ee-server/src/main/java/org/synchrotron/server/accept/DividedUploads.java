package org.synchrotron.server.accept;

import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.server.accept.UploadAnswer.Accepted;

/**
 * Accepts uploads in several transactions: so that others have their turn in between, or because they failed as a whole. A record may take too
 * long to run, or fail in the server for a reason that is not its data; or the records change too many rows together.
 *
 * <ol>
 *   <li>Nothing of the failed upload is stored, and it is repeated in parts. If the failure names a record, these are the records before
 *       this one, it alone, and those after it; otherwise the part that fails is halved, until one record is left. So nothing else in
 *       the upload is to blame.
 *   <li>If a record fails alone, the client is told to try again later: the machine may have been busy. From then on the record comes in
 *       a part of its own at once.
 *   <li>After that has happened several times, the record is refused. The client quarantines it and uploads the others. A record that changes
 *       too many rows is refused at once.
 * </ol>
 *
 * <p>What cannot be the record's fault never refuses it: another transaction's lock, a database that is away, a schema that lacks what the
 * logic expects, a record of the log that cannot run again. A failure that is not about time counts against a record only if the node
 * accepted something else meanwhile, or the rest of the upload passes a trial; so a full disk or a defect that concerns everybody refuses nobody's work.
 *
 * <p>A part is a beginning of the upload in replay order: what is in the log already is skipped. What failed is remembered on this node,
 * for 1,000 records, until they are accepted or the node is restarted. Thread-safe.
 */
public final class DividedUploads {

    static final int MOST_ALONE = 3;

    private final FailedRecords failed = new FailedRecords();
    private final Predicate<Upload> trial;

    /** Without trials. */
    public DividedUploads() {
        this(upload -> false);
    }

    /** @param trial whether a transaction accepts an upload, which is rolled back */
    public DividedUploads(Predicate<Upload> trial) {
        this.trial = trial;
    }

    /**
     * {@return the answer to the upload}
     *
     * @param most how many records the next transaction may add, at least one
     * @param transaction accepts an upload in a transaction of its own, which it commits
     * @throws ActionTooSlow if a record took too long; the client may try again
     * @throws RuntimeException if it failed for another reason; the client may try again
     */
    public UploadAnswer accept(Upload upload, IntSupplier most, Function<Upload, UploadAnswer> transaction) {
        return new UploadDivision(upload, most, transaction, failed, trial).carryOut();
    }

    /** {@return whether a record of the upload failed before} Such an upload shares no transaction with others. */
    public boolean concerns(Upload upload) {
        return upload.ids().stream().anyMatch(failed::has);
    }

    /** {@return whether it may help to repeat the upload in parts after this failure} */
    public static boolean mayHelp(Throwable failure, Upload upload) {
        return UploadFailure.of(failure, upload).isDivisible();
    }

    /** An upload was accepted otherwise. */
    public void succeeded(Accepted accepted) {
        if (!accepted.newEntries().isEmpty()) {
            failed.otherAccepted();
        }
    }
}
