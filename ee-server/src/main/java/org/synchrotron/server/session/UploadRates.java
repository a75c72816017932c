package org.synchrotron.server.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.synchrotron.log.UserId;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;

/**
 * How much each user may upload per minute to this node, and how many records of the log its late uploads may make run again. Who has used it up
 * waits; nothing is refused for good. Thread-safe.
 */
public final class UploadRates {

    /** What a server uses unless its settings say otherwise. */
    public static final int UPLOADS = 600;

    /** The same. */
    public static final int RUNS_AGAIN = 60_000;

    /** Whoever has used more of the runs of a minute lets others go first. */
    private static final double MUCH = 0.1;

    private final UploadPace pace;
    private final MinuteAllowance uploads;
    private final MinuteAllowance runsAgain;

    /**
     * @param uploads the most uploads of one user per minute
     * @param runsAgain the most records that one user's uploads make run again per minute
     * @param nanos the time, with any origin
     * @throws IllegalArgumentException if a number is not positive
     */
    public UploadRates(int uploads, int runsAgain, LongSupplier nanos) {
        if (uploads < 1 || runsAgain < 1) {
            throw new IllegalArgumentException(
                    "a user needs uploads and runs per minute, not " + uploads + " and " + runsAgain);
        }
        this.pace = new UploadPace(nanos);
        this.uploads = new MinuteAllowance(uploads, nanos);
        this.runsAgain = new MinuteAllowance(runsAgain, nanos);
    }

    /** {@return rates that nobody reaches} */
    public static UploadRates unlimited() {
        return new UploadRates(Integer.MAX_VALUE, Integer.MAX_VALUE, () -> 0);
    }

    /** {@return how long this user has to wait before the next upload; zero if it may come now, and then it is counted} */
    Duration next(UserId user) {
        Duration first = uploads.untilAllowed(user);
        Duration second = runsAgain.untilAllowed(user);
        Duration longer = first.compareTo(second) > 0 ? first : second;
        if (longer.isZero()) {
            uploads.use(user, 1);
        }
        return longer;
    }

    /** {@return how an upload may hold the log's lock} */
    UploadPace.Hold hold(Upload upload) {
        return pace.hold(upload.caller().user(), !upload.bringsRowChanges());
    }

    /** Counts what an upload of this user has made run again. */
    void count(UserId user, UploadAnswer answer) {
        if (answer instanceof Accepted accepted && accepted.ranAgain() > 0) {
            runsAgain.use(user, accepted.ranAgain());
        }
    }

    /** {@return whether the user's late uploads have cost so much lately that others go first} */
    boolean isCostly(UserId user) {
        return runsAgain.share(user) > MUCH;
    }
}
