package org.synchrotron.client.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.Reaction.End;
import org.synchrotron.client.upload.Offer;
import org.synchrotron.client.upload.UploadTerms;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Welcome;

/** The uploads of one connection: when one is due, and what its answer means. Not thread-safe; confined to the client's loop. */
final class UploadExchange {

    private final Replica replica;
    private final Consumer<SyncProblem> problems;
    private final UploadProgress progress;

    private UploadTerms terms = UploadTerms.NONE;
    private boolean welcome;
    private boolean stopped;

    /** All rows come first: with them, records may become pending again on which others build. */
    private boolean anew;

    /** Uploads begin once the client holds the log up to there. */
    private long seenFirst;

    UploadExchange(Replica replica, Backoff backoff, Consumer<SyncProblem> problems) {
        this.replica = replica;
        this.progress = new UploadProgress(backoff);
        this.problems = problems;
    }

    /** {@return the number of the upload that waits for its answer; 0 for none} */
    long underWay() {
        return progress.underWay();
    }

    /** {@return whether this connection makes no more uploads} */
    boolean hasStopped() {
        return stopped;
    }

    void welcomed(Welcome said) {
        welcome = true;
        seenFirst = said.head();
        anew = said.anew();
        terms = UploadTerms.of(said);
        Long start = said.logStartMs();
        if (start != null && replica.origin().isPendingBefore(start)) {
            wrongClock(
                    said.serverTimeMs(),
                    "the device's clock was before all that the server knows, which begins at "
                            + Instant.ofEpochMilli(start));
        }
    }

    /** The end of a row delivery is stored. */
    void rowsCame() {
        anew = false;
    }

    private void wrongClock(long serverTimeMs, String why) {
        restamp(
                serverTimeMs,
                Kind.WRONG_CLOCK,
                why + "; pending records now have the server's time: set the device's clock");
    }

    private void restamp(long serverTimeMs, Kind kind, String why) {
        replica.origin().restamp(serverTimeMs);
        problems.accept(new SyncProblem(kind, why));
    }

    /** The wait that a reaction asked for is over. */
    Reaction resume() {
        progress.waited();
        return ifDue();
    }

    /** The upload is in the log, which ends there. */
    Reaction accepted(long head) {
        progress.accepted(head);
        return ifDue();
    }

    /** The server takes the upload only of a client that has seen everything up to there. */
    Reaction behind(long head) {
        seenFirst = head;
        return again("others keep uploading; the client is behind the head", true);
    }

    Reaction refused(Refused refused) {
        return switch (refused.code()) {
            case CLOCK_AHEAD, COUNTER_AHEAD, TIMESTAMP_AHEAD -> {
                wrongClock(refused.serverTimeMs(), refused.message());
                yield again(refused.message(), true);
            }
            case BELOW_FLOOR -> {
                restamp(
                        refused.serverTimeMs(),
                        Kind.LATE_WORK,
                        refused.message() + "; pending records now count as done now");
                yield again(refused.message(), true);
            }
            case UNAVAILABLE -> unavailable(refused.message());
            case BUSY -> Reaction.resumeAfter(progress.busy(refused.retryAfterMs()));
            case TOO_MANY_RECORDS -> {
                terms = terms.fewerRecords();
                yield again(refused.message(), true);
            }
            case OTHER -> unknown(refused);
            default -> notTaken(refused);
        };
    }

    /** What a newer server means follows from what it names: a record, a wait, or neither. */
    private Reaction unknown(Refused refused) {
        if (refused.actionId() != null) {
            return notTaken(refused);
        }
        return refused.retryAfterMs() != null
                ? Reaction.resumeAfter(progress.busy(refused.retryAfterMs()))
                : unavailable(refused.message());
    }

    private Reaction unavailable(String why) {
        Reaction reaction = again(why, false);
        if (reaction.end() == End.NONE) {
            problems.accept(new SyncProblem(Kind.SERVER_UNAVAILABLE, why));
        }
        return reaction;
    }

    private Reaction again(String why, boolean atOnce) {
        Duration wait = progress.failed(atOnce).orElse(null);
        if (wait == null) {
            problems.accept(new SyncProblem(Kind.SERVER_UNAVAILABLE, why));
            return Reaction.end(End.RECONNECT);
        }
        return progress.mayBegin() ? ifDue() : Reaction.resumeAfter(wait);
    }

    private Reaction notTaken(Refused refused) {
        progress.refused();
        quarantine(refused.actionId(), refused.code().text(), refused.message());
        return ifDue();
    }

    /**
     * Other records are uploaded without it, also if it is pending no more since a message came before the refusal. A refusal that names no
     * record of the upload would repeat endlessly: uploads stop.
     */
    private void quarantine(@Nullable ActionId record, String code, String why) {
        boolean quarantined = record != null && replica.refused().quarantine(record, code, why);
        if (!quarantined && record != null && progress.held(record)) {
            return;
        }
        stopped = !quarantined;
        problems.accept(new SyncProblem(Kind.UPLOAD_REFUSED, code + ": " + why, record));
    }

    /** {@return the next upload, if one is due} */
    Reaction ifDue() {
        while (isDue()) {
            Offer offer = replica.offer(progress.answered(replica.state().cursor()), terms);
            if (offer instanceof Offer.Batch batch) {
                return Reaction.say(progress.begin(batch.records()));
            }
            if (offer instanceof Offer.TooLarge large) {
                quarantine(large.record(), Offer.TooLarge.CODE, large.message(terms.maxMessageBytes()));
            } else {
                return Reaction.WAIT;
            }
        }
        return Reaction.WAIT;
    }

    private boolean isDue() {
        return welcome
                && !anew
                && progress.mayBegin()
                && !stopped
                && replica.state().cursor() >= seenFirst;
    }
}
