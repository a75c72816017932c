package org.synchrotron.client.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.UploadedRecord;

/** How far the uploads of one connection are: one at a time is under way, each goes on after those that were answered, and waits grow while one fails. Not thread-safe. */
final class UploadProgress {

    private static final long NONE = 0;

    private final Backoff backoff;

    private long count;
    private long underWay = NONE;
    private @Nullable ReplayKey lastUnderWay;
    private Set<ActionId> latest = Set.of();
    private @Nullable ReplayKey lastAnswered;
    private long answeredHead;
    private int attempts;
    private boolean waiting;

    UploadProgress(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * {@return the next upload, which is under way from now on}
     *
     * @param records at least one
     */
    Upload begin(List<UploadedRecord> records) {
        underWay = ++count;
        lastUnderWay = ReplayKey.of(records.get(records.size() - 1).record());
        latest = records.stream().map(each -> each.record().id()).collect(Collectors.toSet());
        return new Upload(underWay, records);
    }

    /** The records of the upload under way are in the server's log, whose latest ingest id is {@code head}. */
    void accepted(long head) {
        underWay = NONE;
        lastAnswered = lastUnderWay;
        answeredHead = head;
        attempts = 0;
    }

    /** The server does not take a record of the upload under way; the next one leaves it out. */
    void refused() {
        underWay = NONE;
        attempts = 0;
    }

    /** {@return whether the latest upload held this record} */
    boolean held(ActionId record) {
        return latest.contains(record);
    }

    /**
     * The upload under way failed and is to be repeated.
     *
     * @param atOnce whether the first repetition needs no wait
     * @return how long to wait before it; empty after {@link Backoff#UPLOAD_ATTEMPTS} attempts
     */
    Optional<Duration> failed(boolean atOnce) {
        underWay = NONE;
        attempts++;
        if (attempts > Backoff.UPLOAD_ATTEMPTS) {
            return Optional.empty();
        }
        if (attempts == 1 && atOnce) {
            return Optional.of(Duration.ZERO);
        }
        waiting = true;
        return Optional.of(backoff.before(atOnce ? attempts - 1 : attempts));
    }

    /**
     * The user has uploaded enough for now: the upload under way is repeated later, and that counts as no failure.
     *
     * @param afterMs when the server takes it; null if it did not say
     * @return how long to wait
     */
    Duration busy(@Nullable Long afterMs) {
        underWay = NONE;
        waiting = true;
        return afterMs == null ? backoff.slow() : backoff.atMost(Duration.ofMillis(afterMs));
    }

    /** The wait is over. */
    void waited() {
        waiting = false;
    }

    /** {@return the number of the upload that waits for its answer; 0 for none} */
    long underWay() {
        return underWay;
    }

    /** {@return whether no upload is under way, and none waits to be repeated} */
    boolean mayBegin() {
        return underWay == NONE && !waiting;
    }

    /**
     * {@return the place up to which pending records need not be uploaded now, because they were answered and their delivery is to
     * come; null if there are none}
     *
     * @param cursor the ingest id up to which the client holds the log
     */
    @Nullable
    ReplayKey answered(long cursor) {
        return cursor < answeredHead ? lastAnswered : null;
    }
}
