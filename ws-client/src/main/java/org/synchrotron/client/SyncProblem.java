package org.synchrotron.client;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;

/**
 * Why the client cannot synchronize at present. Local work continues. Immutable.
 *
 * @param message for people; it names the URL if that may be wrong
 * @param actionId the record that caused the problem; null if none did
 */
public record SyncProblem(
        Kind kind, String message, @Nullable ActionId actionId) {

    /** What a program can do about it. */
    public enum Kind {
        /** No server answers at the URL: wrong host or port, no network, or the server is down. The client keeps trying. */
        UNREACHABLE,
        /** A server answers, but not with this protocol: the URL is wrong. The client keeps trying. */
        WRONG_ENDPOINT,
        /** The token was refused, or is not accepted any more. The client asks for another and tries again: at first soon, then slowly. */
        TOKEN_REFUSED,
        /** The application gave no token: its supplier failed, gave null or took too long. The client asks again. */
        TOKEN_UNAVAILABLE,
        /** The connection broke. The client connects again. */
        CONNECTION_LOST,
        /** The server cannot take uploads at present. The client tries again. */
        SERVER_UNAVAILABLE,
        /**
         * The server refused a pending record. It was quarantined, and the others are uploaded. The status shows this problem until no
         * record is quarantined, or another problem follows. If the server names no pending record, uploads stop until the next
         * connection.
         */
        UPLOAD_REFUSED,
        /** The token names another user than the file's owner. The client stays offline. */
        OTHER_USER,
        /** The file holds the log of another server. The client stays offline. */
        OTHER_SERVER,
        /**
         * Another user or another file uses the client id: the file is a copy, or comes from a backup. The client takes another id and goes
         * on. If the program gives the id, it stays offline: give each file an id of its own.
         */
        CLIENT_TAKEN,
        /** The device's clock, or its counter, is wrong. The pending records got the server's time instead of theirs, and are uploaded. */
        WRONG_CLOCK,
        /**
         * Pending records are older than what the server still holds of its log. They got the server's time instead of theirs, so they count as done
         * now, and are uploaded.
         */
        LATE_WORK,
        /**
         * Client and server have no protocol version in common: bring the program's library and the server to one version. Local work goes on
         * and is kept. The client tries again, slowly, unless the server has named another version in its welcome.
         */
        PROTOCOL,
        /**
         * The tables that this program tracks do not fit the server's, or the server asks for a newer program; the message says what to
         * do. Local work continues and is kept. The client tries again, slowly, so that it goes on by itself once the server was
         * migrated; a new version of the program goes on with the same file.
         */
        SCHEMA,
        /**
         * The tables here cannot hold some rows of the server, because they have another schema. All other rows are here, and sync
         * continues. The rows are tried again when they change, and after the next schema step. The status shows this problem until all
         * are held, or another problem follows.
         */
        ROWS_LEFT_OUT,
        /** A delivery could not be stored in the file. The client tries again. */
        DATABASE,
        /** A defect of this library, or of code that it runs. The program's log has the details. The client tries again. */
        INTERNAL
    }

    /** Creates a problem without a record. */
    public SyncProblem(Kind kind, String message) {
        this(kind, message, null);
    }
}
