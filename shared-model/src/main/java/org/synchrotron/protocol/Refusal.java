package org.synchrotron.protocol;

import java.util.Arrays;
import java.util.Locale;

/** Why the server refused a connection or an upload. */
public enum Refusal {
    /** Client and server have no protocol version in common: update one of them. */
    UNSUPPORTED_PROTOCOL,
    /** The message does not follow the protocol. */
    MALFORMED,
    /** The token is not valid on this server, or not any more. */
    UNAUTHORIZED,
    /** The token has expired: another one of the same issuer will do. */
    TOKEN_EXPIRED,
    /** The client's log comes from another server, so its cursor has no meaning here. */
    OTHER_SERVER,
    /** The tracked tables of client and server do not fit: upgrade the program, or migrate the server first. */
    SCHEMA_MISMATCH,
    /** Another user or another file uses the client's id: a copy of a file needs an id of its own. */
    CLIENT_TAKEN,
    /** A record's clock is further ahead of the server's than allowed: assign new clock readings to the pending records. */
    CLOCK_AHEAD,
    /** A record's clock counter is further above the log's highest than allowed: the same. */
    COUNTER_AHEAD,
    /** A record's {@code timestamp} is further ahead of the server's time, or of the record's clock, than allowed: the same. */
    TIMESTAMP_AHEAD,
    /** A record's place lies before what the server still holds of its log: assign new clock readings to the pending records. */
    BELOW_FLOOR,
    /** A record has another author than the caller, or another client. */
    NOT_YOURS,
    /** Another record has the record's id: one with other content. */
    ID_TAKEN,
    /** A record, or one of its row changes, is not valid for the server. */
    INVALID_RECORD,
    /** The database does not allow this user to do that. */
    ACCESS_DENIED,
    /** The server does not have the code of the action, and does not list its tag as retired. */
    UNKNOWN_ACTION,
    /** The run of a record took longer than the server allows, alone and several times. */
    TOO_SLOW,
    /** A record failed in the server, alone and several times, and others did not: its data may not be the reason. */
    FAILING,
    /** The upload has more records than the server takes at a time: upload fewer. */
    TOO_MANY_RECORDS,
    /** The arguments of a record are longer than the server takes. */
    ARGS_TOO_LONG,
    /** A record is uploaded with more row changes than the server takes. */
    TOO_MANY_CHANGES,
    /** The user or the address has as many connections as one may have, or the server as many as it can. */
    TOO_MANY_CONNECTIONS,
    /** The user has uploaded, or made run again, as much as one may per minute: the same upload succeeds later. */
    BUSY,
    /** The server does not know the question. */
    UNKNOWN_QUESTION,
    /** The client let the server wait for longer than a limit. */
    TIMED_OUT,
    /** The server failed, or is too busy; the same upload, or another connection, may succeed later. */
    UNAVAILABLE,
    /** A code of a newer version, which this one does not know; the sentence says what is wrong. */
    OTHER;

    /** {@return the spelling on the wire, such as {@code clock-ahead}} */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the code with this spelling; {@link #OTHER} if there is none} */
    public static Refusal of(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text().equals(text))
                .findFirst()
                .orElse(OTHER);
    }
}
