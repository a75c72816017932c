package org.synchrotron.server.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.accept.DividedUploads;
import org.synchrotron.server.accept.SharedCommit;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.WaitingUploads;
import org.synchrotron.server.log.Conflicts;
import org.synchrotron.server.runtime.Transactions;
import org.synchrotron.server.session.UploadTurns.Waiting;

/**
 * Accepts the uploads of all sessions, and answers each. They have threads of their own, and users take turns ({@link UploadTurns}), each with
 * so much per minute ({@link UploadRates}). When an upload gets the log's lock, small ones that wait at that moment join its transaction; none
 * waits for others to come. A long one takes several transactions while others upload ({@link UploadPace}). If a shared transaction fails,
 * each of its uploads is repeated alone, so that a failure concerns only the upload that causes it. One that fails as a whole is repeated in
 * parts ({@link DividedUploads}), and shares no commit while the record that fails is known. The queue is bounded: an upload for which there is
 * no place is answered at once, and its client tries again later. Thread-safe.
 */
public final class UploadQueue {

    /** Accepts uploads into the log. */
    @FunctionalInterface
    public interface Acceptance {

        /**
         * {@return the answers: to the upload, and to those that joined, in the order in which they did}
         *
         * @param waiting is asked at most once; those that join are accepted in the same transaction
         */
        List<UploadAnswer> accept(Upload first, WaitingUploads waiting, Handle sql);
    }

    private static final System.Logger LOG = System.getLogger(UploadQueue.class.getName());

    private static final int MOST_ATTEMPTS = 5;

    /** Uploads that wait or are being accepted: of one user, and in all. */
    private final UserBudget places = new UserBudget(20, 200);

    private final UploadTurns turns = new UploadTurns();
    private final Acceptance acceptance;
    private final Transactions transactions;
    private final Consumer<LogEntry> accepted;
    private final UploadAnswers answers;
    private final UploadRates rates;
    private final DividedUploads divided;
    private final SessionThreads threads;

    /** @param accepted called for each record that was not in the log before, within the transaction that accepts it */
    public UploadQueue(
            Acceptance acceptance,
            Transactions transactions,
            Consumer<LogEntry> accepted,
            Refusals refusals,
            UploadRates rates,
            SessionThreads threads) {
        this.acceptance = acceptance;
        this.transactions = transactions;
        this.divided = new DividedUploads(new UploadTrial(acceptance, transactions)::wouldTake);
        this.accepted = accepted;
        this.answers = new UploadAnswers(refusals, new KeptRefusals(transactions));
        this.rates = rates;
        this.threads = threads;
    }

    /**
     * Queues an upload. Returns at once.
     *
     * @param answer called once, with the answer; if the transaction fails, there is no place, or the user has uploaded enough for now,
     *     that is a refusal, and the client tries again
     */
    void take(long uploadId, Upload upload, Consumer<ServerMessage> answer) {
        UserId user = upload.caller().user();
        Waiting waiting = new Waiting(uploadId, upload, rates.isCostly(user), answer);
        Duration wait = rates.next(user);
        if (!wait.isZero()) {
            answer.accept(answers.busy(waiting, wait));
            return;
        }
        if (!places.take(user, 1)) {
            answer.accept(answers.noPlace(waiting));
            return;
        }
        turns.add(waiting);
        try {
            threads.uploads(user).execute(this::acceptNext);
        } catch (RuntimeException e) {
            if (turns.remove(waiting)) {
                places.giveBack(user, 1);
                throw e;
            }
        }
    }

    /** Called once for each upload. If that has joined another one, there may be none left. */
    private void acceptNext() {
        Waiting first = turns.next();
        if (first == null) {
            return;
        }
        UploadPace.Hold hold = rates.hold(first.upload());
        if (divided.concerns(first.upload())
                || hold.most() < first.upload().records().size()) {
            eachAlone(List.of(first));
            return;
        }
        List<Waiting> together = new ArrayList<>(List.of(first));
        List<UploadAnswer> answered;
        try {
            answered = transaction(first.upload(), hold, commit -> join(together, commit));
        } catch (RuntimeException | Error e) {
            failed(together, e);
            return;
        }
        afterPause(hold, () -> {
            for (int i = 0; i < together.size(); i++) {
                answer(together.get(i), answered.get(i));
            }
        });
    }

    private void afterPause(UploadPace.Hold hold, Runnable answer) {
        Duration pause = hold.pause();
        if (pause.isZero()) {
            answer.run();
        } else {
            threads.later(answer, pause, threads.uploads(hold.user()));
        }
    }

    private List<Upload> join(List<Waiting> together, SharedCommit commit) {
        List<Waiting> joined = turns.join(next -> !divided.concerns(next) && commit.admits(next));
        together.addAll(joined);
        return joined.stream().map(Waiting::upload).toList();
    }

    private List<UploadAnswer> transaction(Upload first, UploadPace.Hold hold, WaitingUploads waiting) {
        List<Upload> together = new ArrayList<>(List.of(first));
        WaitingUploads underLock = commit -> {
            hold.takes();
            together.addAll(waiting.join(commit));
            return together.subList(1, together.size());
        };
        List<UploadAnswer> answers;
        hold.takes();
        try {
            answers = transactions.transaction(sql -> {
                List<UploadAnswer> found = acceptance.accept(first, underLock, sql);
                found.forEach(this::tell);
                return found;
            });
        } finally {
            hold.frees(together.size(), first.records().size());
        }
        for (int i = 0; i < together.size(); i++) {
            rates.count(together.get(i).caller().user(), answers.get(i));
        }
        return answers;
    }

    private void tell(UploadAnswer answered) {
        if (answered instanceof Accepted taken) {
            taken.newEntries().forEach(accepted);
        }
    }

    private void failed(List<Waiting> together, Throwable failure) {
        Upload first = together.get(0).upload();
        if (together.size() > 1 || Conflicts.isOne(failure) || DividedUploads.mayHelp(failure, first)) {
            LOG.log(System.Logger.Level.DEBUG, () -> together.size() + " uploads are repeated, each alone", failure);
            eachAlone(together);
        } else {
            unavailable(together.get(0), failure);
        }
    }

    /**
     * Accepts each upload alone, in one transaction or several. It gives way to others that hold a row: it is rolled back, lets them go first,
     * and is repeated, after the other uploads.
     */
    private void eachAlone(List<Waiting> uploads) {
        List<Waiting> left = uploads;
        for (int attempt = 2; attempt <= MOST_ATTEMPTS; attempt++) {
            List<Waiting> givingWay = new ArrayList<>();
            for (Waiting each : left) {
                if (givesWay(each, attempt == MOST_ATTEMPTS)) {
                    givingWay.add(each);
                }
            }
            left = givingWay;
        }
    }

    /** {@return whether the upload has to be repeated} Otherwise it is answered. */
    private boolean givesWay(Waiting waiting, boolean isLast) {
        UploadPace.Hold hold = rates.hold(waiting.upload());
        UploadAnswer answered;
        try {
            answered = divided.accept(
                    waiting.upload(),
                    hold::most,
                    part -> transaction(part, hold, commit -> List.of()).get(0));
        } catch (RuntimeException | Error e) {
            if (!isLast && Conflicts.isOne(e)) {
                return true;
            }
            unavailable(waiting, e);
            return false;
        }
        afterPause(hold, () -> answer(waiting, answered));
        return false;
    }

    private void unavailable(Waiting waiting, Throwable failure) {
        String reference = answers.reference();
        String sentence = "the upload of client %s failed; the client is told to try again (reference %s)"
                .formatted(waiting.upload().client(), reference);
        LOG.log(System.Logger.Level.WARNING, sentence, failure);
        answer(waiting, answers.unavailable(waiting, reference));
    }

    private void answer(Waiting waiting, UploadAnswer answered) {
        if (answered instanceof Accepted taken) {
            divided.succeeded(taken);
        }
        answer(waiting, answers.to(waiting, answered));
    }

    /** The place is free before the answer is sent. An answer that cannot be sent stops no other. */
    private void answer(Waiting waiting, ServerMessage message) {
        places.giveBack(waiting.user(), 1);
        try {
            waiting.answer().accept(message);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "client " + waiting.upload().client() + " cannot be answered", e);
        }
    }
}
