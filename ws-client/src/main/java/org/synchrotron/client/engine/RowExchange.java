package org.synchrotron.client.engine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.Reaction.End;
import org.synchrotron.client.store.ArrivingParts.Kept;
import org.synchrotron.protocol.ClientMessage.Need;
import org.synchrotron.protocol.ClientMessage.PartReceived;
import org.synchrotron.protocol.ClientMessage.Received;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Audiences;

/**
 * The part of one connection that is about rows without records: the client asks for what it lacks, stores the parts of row deliveries and
 * acknowledges each. Not thread-safe; confined to the client's loop.
 */
final class RowExchange {

    private final Replica replica;
    private final ReplicaRows rows;
    private final Consumer<SyncProblem> problems;

    /** What the server was asked for and has not begun to send. */
    private RowScope asked = RowScope.NONE;

    /** The scope of a row delivery that has begun. */
    private @Nullable RowScope coming;

    /** Whether the server was told of kept parts, and has not said yet whether it completes them. */
    private boolean offered;

    RowExchange(Replica replica, Consumer<SyncProblem> problems) {
        this.replica = replica;
        this.rows = replica.rows();
        this.problems = problems;
    }

    /** The connection is open. What the server is told of kept parts counts as asked. */
    void open() {
        Kept kept = rows.kept();
        offered = kept != null;
        asked = kept == null ? RowScope.NONE : kept.whole();
    }

    /** Records came: the server does not complete kept parts. */
    Reaction recordsCame() {
        if (!offered) {
            return Reaction.WAIT;
        }
        offered = false;
        rows.dropKept();
        asked = RowScope.NONE;
        return ask();
    }

    /** All rows come without being asked for: the server's log does not have this replica's place. */
    void comeAnew() {
        asked = RowScope.ALL;
    }

    /** {@return the reaction to the server's message} */
    Reaction on(ServerMessage message) {
        if (message instanceof Audiences audiences) {
            return changed(audiences);
        }
        if (message instanceof RowsStart start) {
            return begun(start);
        }
        if (message instanceof RowsPart part) {
            return rows.add(part) ? Reaction.say(new PartReceived(part.part())) : broken();
        }
        return message instanceof RowsEnd end ? ended(end) : Reaction.WAIT;
    }

    private Reaction changed(Audiences audiences) {
        if (!audiences.userId().equals(replica.state().identity().user())) {
            problems.accept(
                    ServerMessages.stray(audiences.userId(), replica.state().cursor(), replica.state()));
            return Reaction.end(End.RECONNECT);
        }
        rows.changed(audiences.gained(), audiences.lost());
        return ask();
    }

    /** {@return the request for the rows that this replica lacks and has not asked for} At the first contact all come anyway. */
    Reaction ask() {
        RowScope wanted = replica.state().cursor() == 0 ? RowScope.NONE : rows.lacking();
        RowScope under = coming == null ? asked : asked.with(coming);
        if (wanted.comprisesNothing() || under.with(wanted).equals(under) || under.all()) {
            return Reaction.WAIT;
        }
        asked = asked.with(wanted);
        return Reaction.say(new Need(wanted));
    }

    private Reaction begun(RowsStart start) {
        SyncProblem objection =
                ServerMessages.objection(start.userId(), start.after(), start.audiences(), replica.state());
        if (objection != null) {
            problems.accept(objection);
            return Reaction.end(End.RECONNECT);
        }
        if (!rows.begin(start)) {
            return broken();
        }
        offered = false;
        coming = start.whole();
        asked = RowScope.NONE;
        return ask();
    }

    private Reaction ended(RowsEnd end) {
        if (!rows.finish(end)) {
            return broken();
        }
        coming = null;
        return ask().saysFirst(
                        new Received(replica.state().cursor(), replica.state().base()));
    }

    private Reaction broken() {
        problems.accept(new SyncProblem(
                Kind.CONNECTION_LOST, "the server sent rows that cannot be read, or that belong to no row delivery"));
        return Reaction.end(End.RECONNECT);
    }
}
