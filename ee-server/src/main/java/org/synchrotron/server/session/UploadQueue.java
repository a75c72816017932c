package org.synchrotron.server.session;

import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.runtime.Transactions;

/**
 * Accepts the uploads of all sessions, each in a transaction of its own, and answers them. The number of concurrent transactions
 * is bounded; other uploads wait in the order of their arrival. Thread-safe.
 */
public final class UploadQueue {

    private static final System.Logger LOG = System.getLogger(UploadQueue.class.getName());

    /** One transaction works while the next one waits for the log's lock; more would only occupy connections of the pool. */
    private final Semaphore places = new Semaphore(2, true);

    private final BiFunction<Upload, Handle, UploadAnswer> acceptance;
    private final Transactions transactions;
    private final Consumer<LogEntry> accepted;
    private final UploadAnswers answers;

    /**
     * @param acceptance accepts an upload into the log, in the given transaction
     * @param accepted called for each record that was not in the log before, within the transaction that accepts it
     */
    public UploadQueue(
            BiFunction<Upload, Handle, UploadAnswer> acceptance,
            Transactions transactions,
            Consumer<LogEntry> accepted,
            Refusals refusals) {
        this.acceptance = acceptance;
        this.transactions = transactions;
        this.accepted = accepted;
        this.answers = new UploadAnswers(refusals);
    }

    /**
     * {@return the answer} It never throws: if the transaction fails, the answer is a refusal, and the client tries again. Blocks
     * until the upload is done.
     */
    ServerMessage take(long uploadId, Upload upload) {
        try {
            places.acquire();
            try {
                return answers.to(uploadId, transaction(upload));
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answers.unavailable(uploadId);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "the upload of client " + upload.client() + " failed; the client is told to try again",
                    e);
            return answers.unavailable(uploadId);
        }
    }

    private UploadAnswer transaction(Upload upload) {
        return transactions.transaction(sql -> {
            UploadAnswer answer = acceptance.apply(upload, sql);
            if (answer instanceof Accepted taken) {
                taken.newEntries().forEach(accepted);
            }
            return answer;
        });
    }
}
