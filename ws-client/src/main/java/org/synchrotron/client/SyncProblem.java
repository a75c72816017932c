package org.synchrotron.client;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;

/**
 * Why the client is not in step with the server. Local work goes on regardless.
 *
 * @param message for people; it names the URL where that is to blame
 * @param actionId the record at fault, or null
 */
public record SyncProblem(
        Kind kind, String message, @Nullable ActionId actionId) {

    /** What a program can do about it. */
    public enum Kind {
        /** Nobody answers at the URL: wrong host or port, no network, server down. The client keeps trying. */
        UNREACHABLE,
        /** Somebody answers, but not this protocol: wrong URL. The client keeps trying. */
        WRONG_ENDPOINT,
        /** The token was refused. The client asks for another and tries again, slowly. */
        TOKEN_REFUSED,
        /** The application gave no token: its supplier failed, gave null or took too long. The client asks again. */
        TOKEN_UNAVAILABLE,
        /** The connection broke. The client connects again. */
        CONNECTION_LOST,
        /** The server cannot take uploads at present. The client tries again. */
        SERVER_UNAVAILABLE,
        /**
         * The server does not take a pending record. It was quarantined, and the others go on; the status shows this until no record is
         * quarantined any more, or something else goes wrong. Only where the server names no record that is pending, uploads stop until the next connection.
         */
        UPLOAD_REFUSED,
        /** The token is another user's than the file. The client stays offline. */
        OTHER_USER,
        /** The server's log is another one than this file's. The client stays offline. */
        OTHER_SERVER,
        /** Client and server have no protocol version in common. The client stays offline. */
        PROTOCOL,
        /** The file failed while storing what came. The client tries again. */
        DATABASE
    }

    /** A problem that is no single record's. */
    public SyncProblem(Kind kind, String message) {
        this(kind, message, null);
    }
}
