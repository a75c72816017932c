package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.accept.Upload;

/**
 * The uploads that wait. Users take turns; the uploads of one user come in the order of their arrival. Users whose late uploads have cost much
 * get every fourth turn as long as others wait. Thread-safe.
 */
final class UploadTurns {

    /** How many turns others have before one of a costly user. */
    private static final int OTHERS_FIRST = 3;

    /**
     * An upload that waits.
     *
     * @param isCostly whether others go first
     * @param answer called once, with the answer
     */
    record Waiting(long uploadId, Upload upload, boolean isCostly, Consumer<ServerMessage> answer) {

        UserId user() {
            return upload.caller().user();
        }
    }

    /** The users in the order of their turns, each with at least one upload. */
    private static final class Round {

        private final Map<UserId, Deque<Waiting>> users = new LinkedHashMap<>();

        void add(Waiting upload) {
            users.computeIfAbsent(upload.user(), user -> new ArrayDeque<>()).add(upload);
        }

        boolean remove(Waiting upload) {
            Deque<Waiting> ofUser = users.get(upload.user());
            if (ofUser == null || !ofUser.remove(upload)) {
                return false;
            }
            if (ofUser.isEmpty()) {
                users.remove(upload.user());
            }
            return true;
        }

        @Nullable
        Waiting peek() {
            return users.isEmpty() ? null : users.values().iterator().next().peek();
        }

        /** Takes the upload whose turn it is, and puts its user at the end. */
        void take(Waiting next) {
            Deque<Waiting> ofUser = requireNonNull(users.remove(next.user()));
            ofUser.remove();
            if (!ofUser.isEmpty()) {
                users.put(next.user(), ofUser);
            }
        }
    }

    private final Round others = new Round();
    private final Round costly = new Round();

    /** How many turns others have had since the last one of a costly user. */
    private int turnsOfOthers;

    synchronized void add(Waiting upload) {
        round(upload).add(upload);
    }

    /** {@return whether the upload still waited} It does no longer. */
    synchronized boolean remove(Waiting upload) {
        return round(upload).remove(upload);
    }

    /** {@return the upload whose turn it is, which waits no longer; null if none waits} */
    synchronized @Nullable Waiting next() {
        Waiting next = peek();
        if (next != null) {
            round(next).take(next);
            turnsOfOthers = next.isCostly() ? 0 : turnsOfOthers + 1;
        }
        return next;
    }

    /** {@return the next ones, as long as they are admitted} They wait no longer. */
    synchronized List<Waiting> join(Predicate<Upload> admits) {
        List<Waiting> joined = new ArrayList<>();
        for (Waiting next = peek(); next != null && admits.test(next.upload()); next = peek()) {
            next();
            joined.add(next);
        }
        return joined;
    }

    private Round round(Waiting upload) {
        return upload.isCostly() ? costly : others;
    }

    private @Nullable Waiting peek() {
        Waiting other = others.peek();
        Waiting waiting = costly.peek();
        return other == null || (waiting != null && turnsOfOthers >= OTHERS_FIRST) ? waiting : other;
    }
}
