package org.synchrotron.client.link.websocket;

import java.io.IOException;
import java.time.Duration;
import org.glassfish.tyrus.client.auth.AuthenticationException;
import org.glassfish.tyrus.core.HandshakeException;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.protocol.ProtocolVersion;

/** The problems of links that end or cannot be opened, with their messages. */
final class ConnectProblems {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UPGRADE_REQUIRED = 426;
    private static final int SERVER_ERROR = 500;

    private ConnectProblems() {}

    static SyncProblem of(ServerAddress address, Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AuthenticationException) {
                return tokenRefused(address);
            }
            if (each instanceof HandshakeException answer) {
                return ofStatus(address, answer.getHttpStatusCode());
            }
        }
        return new SyncProblem(Kind.UNREACHABLE, "no server answers at " + address + ": " + root(failure));
    }

    /** The link was not open within its time limit. */
    static SyncProblem tooLate(ServerAddress address, Duration limit) {
        return new SyncProblem(Kind.UNREACHABLE, "no server answers at " + address + ": no link within " + text(limit));
    }

    /** The connection ended before the handshake was answered. */
    static SyncProblem cutOff(ServerAddress address) {
        return new SyncProblem(
                Kind.UNREACHABLE,
                "no server answers at " + address + ": the connection ended before the handshake was answered");
    }

    static SyncProblem lost(ServerAddress address, String why) {
        return new SyncProblem(Kind.CONNECTION_LOST, "the connection to " + address + " ended: " + why.strip());
    }

    static SyncProblem silent(ServerAddress address) {
        return new SyncProblem(Kind.CONNECTION_LOST, "the server at " + address + " went silent");
    }

    static SyncProblem stuck(ServerAddress address, Duration limit) {
        return new SyncProblem(
                Kind.CONNECTION_LOST,
                "the server at " + address + " reads nothing: a message made no progress for " + text(limit));
    }

    private static String text(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    private static SyncProblem ofStatus(ServerAddress address, int status) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return tokenRefused(address);
        }
        if (status == UPGRADE_REQUIRED) {
            return new SyncProblem(
                    Kind.PROTOCOL,
                    "the server at " + address + " does not speak protocol " + ProtocolVersion.CURRENT
                            + ", as this client does: bring the program's library and the server to one version");
        }
        return status >= SERVER_ERROR
                ? new SyncProblem(
                        Kind.SERVER_UNAVAILABLE, "the server at " + address + " answers with HTTP status " + status)
                : new SyncProblem(
                        Kind.WRONG_ENDPOINT,
                        "there is no Synchrotron endpoint at " + address + ": HTTP status " + status
                                + "; is the URL right, and the server not older than this client's library?");
    }

    private static SyncProblem tokenRefused(ServerAddress address) {
        return new SyncProblem(Kind.TOKEN_REFUSED, "the server at " + address + " refused the token");
    }

    /** The innermost I/O exception has the best message. */
    private static String root(Throwable failure) {
        Throwable best = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof IOException || each.getMessage() != null) {
                best = each;
            }
        }
        return best.getClass().getSimpleName() + ": " + best.getMessage();
    }
}
