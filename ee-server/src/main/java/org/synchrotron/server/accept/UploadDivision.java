package org.synchrotron.server.accept;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.accept.UploadFailure.Reason;

/**
 * One upload, accepted as a whole or in parts. The work is bounded: parts are halved, and the second failure that names a record ends it.
 * Not thread-safe.
 */
final class UploadDivision {

    private static final System.Logger LOG = System.getLogger(UploadDivision.class.getName());

    private static final int MOST_NAMED = 2;

    private final Upload upload;
    private final List<UploadedRecord> records;
    private final IntSupplier most;
    private final Function<Upload, UploadAnswer> transaction;
    private final FailedRecords failed;
    private final Predicate<Upload> trial;

    /** How many records are accepted; those after them are left. */
    private int done;

    /** The end of a part that failed without a record's name. */
    private int failedEnd;

    private int named;

    /** How often a run let the transaction only be rolled back. */
    private int spoiled;

    UploadDivision(
            Upload upload,
            IntSupplier most,
            Function<Upload, UploadAnswer> transaction,
            FailedRecords failed,
            Predicate<Upload> trial) {
        this.upload = upload;
        this.records = upload.records().stream()
                .sorted(Comparator.comparing(each -> ReplayKey.of(each.record())))
                .toList();
        this.most = most;
        this.transaction = transaction;
        this.failed = failed;
        this.trial = trial;
    }

    UploadAnswer carryOut() {
        while (true) {
            int end = end();
            Upload part = end == records.size() ? upload : upload.with(records.subList(0, end));
            UploadAnswer answer;
            try {
                answer = transaction.apply(part);
            } catch (RuntimeException | Error failure) {
                Optional<Refused> refused = failed(end, failure);
                if (refused.isPresent()) {
                    return refused.get();
                }
                continue;
            }
            if (!(answer instanceof Accepted accepted)) {
                return answer;
            }
            took(part, accepted);
            done = end;
            if (done == records.size()) {
                return answer;
            }
        }
    }

    private void took(Upload part, Accepted accepted) {
        failed.forget(part.ids());
        if (!accepted.newEntries().isEmpty()) {
            failed.otherAccepted();
        }
    }

    /** {@return the end of the next part} A record that failed before is alone in its part. */
    private int end() {
        int size = failedEnd > done ? Math.max(1, (failedEnd - done) / 2) : records.size() - done;
        int end = done + Math.min(size, most.getAsInt());
        for (int i = done; i < end; i++) {
            if (failed.has(id(i))) {
                return i == done ? done + 1 : i;
            }
        }
        return end;
    }

    private ActionId id(int index) {
        return records.get(index).record().id();
    }

    /** {@return a refusal; empty if smaller parts follow} Otherwise the failure is thrown, and the client comes again. */
    private Optional<Refused> failed(int end, Throwable thrown) {
        UploadFailure failure = UploadFailure.of(thrown, upload);
        if (!failure.isDivisible() || records.isEmpty()) {
            return again(thrown);
        }
        if (failure.reason() == Reason.TOO_LARGE) {
            return Optional.of(
                    new Refused(Refusal.TOO_MANY_CHANGES, String.valueOf(thrown.getMessage()), failure.record()));
        }
        if (failure.reason() == Reason.SPOILED) {
            return ++spoiled <= records.size() ? Optional.empty() : again(thrown);
        }
        ActionId first = id(done);
        if (end - done == 1 && (failure.record() == null || failure.record().equals(first))) {
            return failedAlone(first, failure.reason(), thrown);
        }
        if (failure.record() == null) {
            failedEnd = end;
            return Optional.empty();
        }
        failed.found(failure.record());
        return ++named < MOST_NAMED ? Optional.empty() : again(thrown);
    }

    private Optional<Refused> failedAlone(ActionId record, Reason reason, Throwable thrown) {
        failed.found(record);
        boolean counts = reason == Reason.TOO_SLOW || (reason == Reason.FAILING && othersSucceed(record));
        int times = counts ? failed.failedAlone(record) : failed.timesAlone(record);
        return times >= DividedUploads.MOST_ALONE && reason != Reason.WAITS
                ? Optional.of(refused(record, times, reason, thrown))
                : again(thrown);
    }

    private boolean othersSucceed(ActionId record) {
        return failed.othersSucceeded(record) || passesWithout(record);
    }

    private boolean passesWithout(ActionId record) {
        List<UploadedRecord> others = records.stream()
                .filter(each -> !each.record().id().equals(record))
                .toList();
        return others.size() > done && trial.test(upload.with(others));
    }

    private static Refused refused(ActionId record, int times, Reason reason, Throwable thrown) {
        if (reason == Reason.TOO_SLOW) {
            return new Refused(Refusal.TOO_SLOW, thrown.getMessage() + ", " + times + " times without others", record);
        }
        LOG.log(System.Logger.Level.WARNING, () -> "record " + record + " is refused: it fails alone", thrown);
        String message = "record " + record + " failed in the server " + times
                + " times without others, although others did not; its data may not be the reason";
        return new Refused(Refusal.FAILING, message, record);
    }

    private static Optional<Refused> again(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
