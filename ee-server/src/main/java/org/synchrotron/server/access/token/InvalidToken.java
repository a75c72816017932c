package org.synchrotron.server.access.token;

import java.util.Locale;
import org.synchrotron.protocol.Refusal;

/**
 * Thrown if a token is not accepted. The reason is for the server's log. Its bearer is told nothing of it ({@link #refusal}, {@link
 * #getMessage}), except that a token which is valid otherwise has expired: then its client asks for another.
 */
public final class InvalidToken extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why a token is not accepted. */
    public enum Reason {
        /** There is none. */
        MISSING,
        /** It is too long, not three parts in base64 for URLs, not JSON, or a claim does not have its type. */
        MALFORMED,
        /** Its algorithm is none of those that this server accepts. */
        ALGORITHM,
        /** The issuer has no key with its key id. */
        UNKNOWN_KEY,
        /** Another key has signed it, or it has a header that must be understood and is not. */
        SIGNATURE,
        /** It is from another issuer. */
        ISSUER,
        /** It is for another service. */
        AUDIENCE,
        /** It names no user, or one that no user may have. */
        SUBJECT,
        /** It names a role that tokens may not name. */
        ROLE,
        /** It has no time of expiry. */
        NO_EXPIRY,
        /** It is valid for longer than this server allows. */
        LIFETIME,
        /** It is not valid yet, or was issued in the future. */
        NOT_YET,
        /** It has expired. */
        EXPIRED,
        /** The token, or all tokens of its user up to some time, were revoked. */
        REVOKED,
        /** The database role does not exist any more, or the server may not take it any more. */
        LOST_ROLE,
        /** It is of another user, or names another role, than the connection on which it comes. */
        OTHER_CALLER,
        /** The keys of the issuer cannot be had at present. */
        NO_KEYS,
        /** The node has just started, and does not know yet what was revoked. */
        NOT_READY;

        /** {@return the spelling in the server's log, such as {@code unknown-key}} */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    InvalidToken(Reason reason) {
        super(sentence(reason));
        this.reason = reason;
    }

    /** {@return the failure of a token whose user or role is not that of its connection} */
    public static InvalidToken ofOtherCaller() {
        return new InvalidToken(Reason.OTHER_CALLER);
    }

    /** {@return the failure of a request without a token} */
    public static InvalidToken missing() {
        return new InvalidToken(Reason.MISSING);
    }

    /** {@return the reason, for the server's log only} */
    public Reason reason() {
        return reason;
    }

    /** {@return the code that the bearer is told} */
    public Refusal refusal() {
        return switch (reason) {
            case EXPIRED -> Refusal.TOKEN_EXPIRED;
            case NO_KEYS, NOT_READY -> Refusal.UNAVAILABLE;
            default -> Refusal.UNAUTHORIZED;
        };
    }

    /** {@return what the bearer is told} */
    public String sentence() {
        return sentence(reason);
    }

    private static String sentence(Reason reason) {
        return switch (reason) {
            case EXPIRED -> "the token has expired";
            case NO_KEYS, NOT_READY -> "the server cannot verify tokens at present; try again later";
            default -> "a valid bearer token is required";
        };
    }
}
