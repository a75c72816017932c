package org.synchrotron.server.session;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.accept.TimedUploads;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.log.Conflicts;
import org.synchrotron.server.runtime.Transactions;

/**
 * Accepts the uploads of all sessions, each in a transaction of its own, and answers them. They have threads of their own, and wait in the
 * order of their arrival, but no user's before others' for long. The queue is bounded: an upload for which there is no place is answered
 * at once, and its client tries again later. One with a record that takes too long to run is repeated in parts ({@link TimedUploads}).
 * Thread-safe.
 */
public final class UploadQueue {

    private static final System.Logger LOG = System.getLogger(UploadQueue.class.getName());

    private static final int MOST_ATTEMPTS = 5;

    /** Uploads that wait or are being accepted: of one user, and in all. */
    private final UserBudget places = new UserBudget(20, 200);

    private final BiFunction<Upload, Handle, UploadAnswer> acceptance;
    private final Transactions transactions;
    private final Consumer<LogEntry> accepted;
    private final UploadAnswers answers;
    private final TimedUploads timed = new TimedUploads();
    private final SessionThreads threads;

    /**
     * @param acceptance accepts an upload into the log, in the given transaction
     * @param accepted called for each record that was not in the log before, within the transaction that accepts it
     */
    public UploadQueue(
            BiFunction<Upload, Handle, UploadAnswer> acceptance,
            Transactions transactions,
            Consumer<LogEntry> accepted,
            Refusals refusals,
            SessionThreads threads) {
        this.acceptance = acceptance;
        this.transactions = transactions;
        this.accepted = accepted;
        this.answers = new UploadAnswers(refusals);
        this.threads = threads;
    }

    /**
     * Queues an upload. Returns at once.
     *
     * @param answer called once, with the answer; if the transaction fails or there is no place, that is a refusal, and the client
     *     tries again
     */
    void take(long uploadId, Upload upload, Consumer<ServerMessage> answer) {
        UserId user = upload.caller().user();
        if (!places.take(user, 1)) {
            answer.accept(answers.busy(uploadId));
            return;
        }
        try {
            threads.uploads(user).execute(() -> answer.accept(answer(uploadId, upload)));
        } catch (RuntimeException e) {
            places.giveBack(user, 1);
            throw e;
        }
    }

    /** {@return the answer} The place is free before the answer is sent. */
    private ServerMessage answer(long uploadId, Upload upload) {
        try {
            return answers.to(uploadId, timed.accept(upload, this::transaction));
        } catch (RuntimeException | Error e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "the upload of client " + upload.client() + " failed; the client is told to try again",
                    e);
            return answers.unavailable(uploadId);
        } finally {
            places.giveBack(upload.caller().user(), 1);
        }
    }

    /** The transaction gives way to others that hold a row: it is rolled back, lets them go first, and is repeated. */
    private UploadAnswer transaction(Upload upload) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return once(upload);
            } catch (RuntimeException e) {
                if (!Conflicts.isOne(e)) {
                    throw e;
                }
                LOG.log(
                        System.Logger.Level.DEBUG,
                        () -> "the upload of client " + upload.client() + " gives way to another transaction",
                        e);
            }
        }
        return once(upload);
    }

    private UploadAnswer once(Upload upload) {
        return transactions.transaction(sql -> {
            UploadAnswer answer = acceptance.apply(upload, sql);
            if (answer instanceof Accepted taken) {
                taken.newEntries().forEach(accepted);
            }
            return answer;
        });
    }
}
