package org.synchrotron.client.engine;

import java.util.function.Consumer;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.Reaction.End;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.Reply;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.Answer;
import org.synchrotron.protocol.ServerMessage.BehindHead;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.ServerMessage.Wake;
import org.synchrotron.protocol.ServerMessage.Welcome;

/**
 * The client's side of one connection: messages in, messages out. Durable state is in the {@link Replica}; a session ends with its
 * connection. Not thread-safe; confined to the client's loop.
 *
 * <ol>
 *   <li>{@link #open}: hello. The server answers with a welcome and, while the cursor is below the head, deliveries. The client asks for
 *       rows that its user may see now and that it does not hold.
 *   <li>Every delivery is stored and acknowledged; so is each part of a row delivery, see {@link RowExchange}.
 *   <li>When no upload is under way and records are pending, the client uploads the first of them. Before the first upload it receives
 *     what the log held at the welcome, so that fewer records arrive late; what comes later holds up no upload. After the answer that the
 *     server needs a client that has seen everything, it waits until the cursor is at the head.
 *   <li>Its records come back in a delivery, which makes them accepted. The answer to the upload only allows the next upload, which
 *     goes on after the records that were answered.
 *   <li>A refused record is quarantined, and the next upload leaves it out.
 * </ol>
 */
public final class SyncSession {

    private final Replica replica;
    private final Consumer<SyncProblem> problems;
    private final UploadExchange uploads;
    private final RowExchange rows;

    private boolean welcome;
    private boolean exchanged;
    private long head;

    public SyncSession(Replica replica, Backoff backoff, Consumer<SyncProblem> problems) {
        this.replica = replica;
        this.uploads = new UploadExchange(replica, backoff, problems);
        this.rows = new RowExchange(replica, problems);
        this.problems = problems;
    }

    /** The connection is open. */
    public Reaction open() {
        replica.rows().rebaseIfInDoubt();
        rows.open();
        return Reaction.say(replica.hello());
    }

    /** The server sent a message. */
    public Reaction on(ServerMessage message) {
        if (message instanceof Welcome said) {
            return welcomed(said);
        }
        if (message instanceof Delivery delivery) {
            return delivered(delivery);
        }
        if (message instanceof Wake wake) {
            return heardOf(wake.head());
        }
        if (message instanceof Accepted accepted) {
            return accepted(accepted);
        }
        if (message instanceof Answer answer) {
            return answer(answer.reply());
        }
        if (message instanceof BehindHead behind) {
            return behind(behind);
        }
        return message instanceof Refused refused ? refused(refused) : ofRows(message);
    }

    /** A record was executed here, or is pending again. */
    public Reaction pendingChanged() {
        return uploads.ifDue();
    }

    /** The wait that a reaction asked for is over. */
    public Reaction resume() {
        return uploads.resume();
    }

    /** {@return whether the server has sent its welcome} */
    public boolean isWelcome() {
        return welcome;
    }

    /** {@return whether a delivery was stored, or none was missing} */
    public boolean hasExchanged() {
        return exchanged;
    }

    /** {@return the number of the upload that waits for its answer; 0 for none} */
    long uploadUnderWay() {
        return uploads.underWay();
    }

    /** {@return whether the application asked for rows anew, or the like} Asks the server for what is lacking. */
    Reaction ask() {
        return welcome ? rows.ask() : Reaction.WAIT;
    }

    /** {@return whether this connection makes no more uploads} */
    public boolean hasStoppedUploads() {
        return uploads.hasStopped();
    }

    /** {@return the server's latest ingest id, as last heard} */
    public long head() {
        return head;
    }

    /** A second one is none of this connection: what it says of audiences and of earlier welcomes may be old. */
    private Reaction welcomed(Welcome said) {
        if (welcome) {
            problems.accept(ServerMessages.secondWelcome());
            return Reaction.end(End.RECONNECT);
        }
        SyncProblem mismatch = ServerMessages.mismatch(said, replica.state());
        if (mismatch != null) {
            problems.accept(mismatch);
            return Reaction.end(End.STOP);
        }
        replica.origin().welcomed(said);
        if (said.anew()) {
            replica.rows().welcomedAnew(said.serverEpoch(), said.audiences());
            rows.comeAnew();
        } else {
            replica.rows().welcomed(said.serverEpoch(), said.audiences());
            exchanged = replica.state().cursor() >= said.head();
        }
        welcome = true;
        uploads.welcomed(said);
        return rows.ask().and(heardOf(said.head()));
    }

    private Reaction ofRows(ServerMessage message) {
        Reaction reaction = rows.on(message);
        if (message instanceof RowsEnd end) {
            exchanged = true;
            uploads.rowsCame();
            head = Math.max(head, end.upTo());
            replica.leftOut().report().ifPresent(problems);
        }
        return reaction.and(uploads.ifDue());
    }

    private Reaction delivered(Delivery delivery) {
        SyncProblem objection =
                ServerMessages.objection(delivery.userId(), delivery.after(), delivery.audiences(), replica.state());
        if (objection != null) {
            problems.accept(objection);
            return Reaction.end(End.RECONNECT);
        }
        Delivery whole = replica.whole(delivery).orElse(null);
        if (whole == null || replica.reachesIntoBase(whole)) {
            // The log here changed while it was on its way. The next hello says what is to come whole, and how far the
            // base reaches.
            return Reaction.end(End.RECONNECT_MENDED);
        }
        replica.receive(whole);
        exchanged = true;
        head = Math.max(head, delivery.head());
        boolean atHead = delivery.upTo() >= head;
        if (atHead) {
            // Before that, a later delivery may free a unique value.
            replica.leftOut().report().ifPresent(problems);
        }
        boolean cut = atHead && replica.rows().cutIfDue();
        return uploads.ifDue()
                .and(rows.recordsCame())
                .saysFirst(new ClientMessage.Received(
                        replica.state().cursor(), cut ? replica.state().base() : null));
    }

    private Reaction heardOf(long latest) {
        head = Math.max(head, latest);
        return uploads.ifDue();
    }

    /** A server that cannot say how far its log is cannot do anything else either; one that does not know the question says nothing new. */
    private Reaction answer(Reply reply) {
        if (reply instanceof Reply.Head known) {
            return heardOf(known.head());
        }
        Reply.None none = (Reply.None) reply;
        return none.code() == Refusal.UNKNOWN_QUESTION
                ? Reaction.WAIT
                : dismissed(Kind.SERVER_UNAVAILABLE, none.message());
    }

    private Reaction accepted(Accepted accepted) {
        head = Math.max(head, accepted.head());
        return uploads.accepted(accepted.head());
    }

    private Reaction behind(BehindHead behind) {
        head = Math.max(head, behind.head());
        return uploads.behind(head);
    }

    private Reaction refused(Refused refused) {
        if (refused.uploadId() == null) {
            return refused.code() == Refusal.CLIENT_TAKEN
                            && !replica.state().identity().isGiven()
                    ? renamed(refused.message())
                    : dismissed(ServerMessages.kindOf(refused), refused.message());
        }
        return uploads.refused(refused);
    }

    private Reaction renamed(String why) {
        replica.origin().rename();
        problems.accept(new SyncProblem(
                Kind.CLIENT_TAKEN,
                why + "; this client goes on as " + replica.state().clientId()));
        return Reaction.end(End.RECONNECT_MENDED);
    }

    private Reaction dismissed(Kind kind, String why) {
        problems.accept(new SyncProblem(kind, why));
        return Reaction.end(ServerMessages.mayEnd(kind) ? End.RECONNECT : End.STOP);
    }
}
