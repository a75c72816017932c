package org.synchrotron.client.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.ConnectionEvent.Delivered;
import org.synchrotron.client.engine.ConnectionEvent.UploadAnswered;
import org.synchrotron.client.engine.ConnectionEvent.Welcomed;
import org.synchrotron.client.store.ReplicaState;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Welcome;

/** What a server's message, or its silence, means for this client and its file. */
final class ServerMessages {

    private ServerMessages() {}

    /** {@return why this file cannot be synchronized with this server; null if it can} */
    static @Nullable SyncProblem mismatch(Welcome said, ReplicaState state) {
        if (said.protocol() != ProtocolVersion.CURRENT) {
            return new SyncProblem(
                    Kind.PROTOCOL,
                    "the server speaks protocol " + said.protocol() + ", this client " + ProtocolVersion.CURRENT);
        }
        if (!said.userId().equals(state.identity().user())) {
            return new SyncProblem(
                    Kind.OTHER_USER,
                    "the token is of user '" + said.userId() + "', the file of '"
                            + state.identity().user() + "'");
        }
        String epoch = state.serverEpoch().orElse(said.serverEpoch());
        return epoch.equals(said.serverEpoch())
                ? null
                : new SyncProblem(
                        Kind.OTHER_SERVER,
                        "the server's log is " + said.serverEpoch() + ", this file holds that of " + epoch
                                + "; open a new file for another server");
    }

    /**
     * {@return why nothing of a delivery may be stored; null if all may} It is for another user, would leave a gap, or was read under other
     * audiences than this file names. In that case a message about them is missing, or this is one that belongs elsewhere: what the user
     * could not see then would be missing for good.
     */
    static @Nullable SyncProblem objection(UserId reader, long after, AudiencesDigest audiences, ReplicaState state) {
        if (!reader.equals(state.identity().user()) || after > state.cursor()) {
            return stray(reader, after, state);
        }
        return audiences.equals(state.audiencesDigest())
                ? null
                : new SyncProblem(
                        Kind.CONNECTION_LOST,
                        "the server sent what it read under other audiences than it named before");
    }

    /** {@return the problem of a delivery that is for another user, or would leave a gap} */
    static SyncProblem stray(UserId reader, long after, ReplicaState state) {
        return new SyncProblem(
                Kind.CONNECTION_LOST,
                "the server delivered what user '" + reader + "' may see after " + after
                        + " to a client of '" + state.identity().user() + "' that holds the log up to "
                        + state.cursor());
    }

    /** {@return the kind of problem if the server refuses a connection} */
    static Kind kindOf(Refused refused) {
        return switch (refused.code()) {
            case OTHER_SERVER -> Kind.OTHER_SERVER;
            case CLIENT_TAKEN -> Kind.CLIENT_TAKEN;
            case UNSUPPORTED_PROTOCOL -> Kind.PROTOCOL;
            case SCHEMA_MISMATCH -> Kind.SCHEMA;
            case UNAUTHORIZED, TOKEN_EXPIRED -> Kind.TOKEN_REFUSED;
            default -> Kind.SERVER_UNAVAILABLE;
        };
    }

    /** {@return whether a connection that ended with this problem is tried again by itself} */
    static boolean mayEnd(Kind kind) {
        return kind == Kind.SERVER_UNAVAILABLE || kind == Kind.SCHEMA || kind == Kind.TOKEN_REFUSED;
    }

    /** {@return the problem of a server that greets twice} */
    static SyncProblem secondWelcome() {
        return new SyncProblem(Kind.CONNECTION_LOST, "the server has greeted twice on one connection");
    }

    /** {@return what it means that the server has not greeted in time} */
    static SyncProblem noGreeting(String address, Duration limit) {
        return new SyncProblem(
                Kind.UNREACHABLE, "the server at " + address + " has not greeted within " + limit.toSeconds() + " s");
    }

    /** {@return what it means that the server has not answered an upload in time} */
    static SyncProblem noAnswer(String address, Duration limit) {
        return new SyncProblem(
                Kind.SERVER_UNAVAILABLE,
                "the server at " + address + " has not answered an upload within " + limit.toSeconds() + " s");
    }

    /**
     * {@return what a message of a server that has greeted means for the connection}
     *
     * @param further whether it moved the cursor
     */
    static List<ConnectionEvent> events(int attempt, ServerMessage message, boolean further) {
        List<ConnectionEvent> events = new ArrayList<>(List.of(new Welcomed(attempt)));
        if (further) {
            events.add(new Delivered(attempt));
        }
        if (decidesAnUpload(message)) {
            events.add(new UploadAnswered(attempt));
        }
        return events;
    }

    /** {@return whether the server has decided about an upload, one way or the other} */
    private static boolean decidesAnUpload(ServerMessage message) {
        return message instanceof Accepted
                || (message instanceof Refused refused
                        && refused.uploadId() != null
                        && refused.code() != Refusal.UNAVAILABLE
                        && refused.code() != Refusal.BUSY
                        && (refused.code() != Refusal.OTHER || refused.actionId() != null));
    }
}
