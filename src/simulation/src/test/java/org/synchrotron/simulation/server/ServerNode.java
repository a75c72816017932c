package org.synchrotron.simulation.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.session.Outbox;
import org.synchrotron.server.session.SessionFeed;
import org.synchrotron.server.session.SyncSession;
import org.synchrotron.simulation.network.Ear;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.schedule.Setting;
import org.synchrotron.simulation.time.Timeline;

/** The server's process: its sessions, and what may happen to it. */
public final class ServerNode {

    private static final int LONGEST_TASK_MS = 4;
    private static final int SLOW_SENDERS = 12;
    private static final int LONGEST_SENDING_MS = 2_000;
    private static final int RETRY_MS = 2_000;
    private static final int START_MS = 1_000;

    private final ServerParts parts;
    private final Timeline timeline;
    private final Random dice;
    private final Transactions transactions;
    private final ServerEvents events;
    private final Desk desk;
    private final Deque<Wire> freeWires = new ArrayDeque<>();
    private final List<Link> links = new ArrayList<>();
    private Sessions sessions;
    private Bell bell;
    private int life;
    private long startedAtMs;

    public ServerNode(
            Postgres postgres,
            Timeline timeline,
            Random dice,
            MessageCodec codec,
            WallClock wall,
            ActionCatalogue actions,
            Setting setting,
            ServerEvents events) {
        this.parts = ServerParts.of(actions, codec, wall, setting);
        this.timeline = timeline;
        this.dice = dice;
        this.transactions = new Transactions(postgres, timeline);
        this.events = events;
        this.desk = new Desk(parts, transactions, new Rung(events));
        this.sessions = new Sessions();
        this.bell = new Bell(transactions, sessions);
        ring();
    }

    /** {@return whether somebody answers at the server's address} */
    public boolean isUp() {
        return timeline.nowMs() >= startedAtMs;
    }

    /** {@return the server's end of a new connection of this user; {@link #open} follows} */
    public Ear guest(String user) {
        Caller caller = new Caller(new UserId(user), ServerParts.USER_ROLE);
        Wire wire = freeWires.isEmpty() ? new Wire() : freeWires.remove();
        return new Guest(caller, wire);
    }

    /** The connection stands. */
    public void open(Ear guest, Link link) {
        links.add(link);
        ((Guest) guest).open(link);
    }

    /** Executes an action in a user's name, as the server's own REST resources do. */
    public void serve(String user, Record arguments) {
        try {
            transactions.commit(sql ->
                    parts.execution().execute(arguments, new Caller(new UserId(user), ServerParts.USER_ROLE), sql));
            events.committed();
            ring();
        } catch (ActionRejected | DatabaseAway e) {
            // Nothing happened, and the caller is told.
        }
    }

    /** The database is away for so long. */
    public void outage(long ms) {
        transactions.away(timeline.nowMs() + ms);
    }

    /** From now on actions without code here are refused, or taken again; the server's configuration says so. */
    public void refuseUnknown(boolean refuse) {
        desk.refuseUnknown(refuse);
    }

    /** The next upload is committed, and the server does not hear of it. */
    public void missNextCommit() {
        desk.missNextCommit();
    }

    /** The process dies with all its sessions, and a new one starts. */
    public void restart() {
        life++;
        links.forEach(Link::drop);
        links.clear();
        freeWires.clear();
        sessions = new Sessions();
        bell = new Bell(transactions, sessions);
        startedAtMs = timeline.nowMs() + START_MS;
        soon(this::ring);
    }

    /** From now on nothing goes wrong any more. */
    public void heal() {
        transactions.away(0);
        desk.heal();
    }

    /** {@return what takes its tables back and on again} */
    public ServerRewind rewind() {
        return new ServerRewind(transactions, parts.materializer());
    }

    private void ring() {
        Bell present = bell;
        soon(() -> {
            if (!present.ring()) {
                later(this::ring, RETRY_MS);
            }
        });
    }

    /** A task of this life of the process. */
    private void soon(Runnable task) {
        later(task, dice.nextInt(LONGEST_TASK_MS));
    }

    /** A sender may be held up by a reader that is slow. */
    private void sendSoon(Runnable task) {
        later(task, dice.nextInt(SLOW_SENDERS) == 0 ? dice.nextInt(LONGEST_SENDING_MS) : dice.nextInt(LONGEST_TASK_MS));
    }

    private void later(Runnable task, long delayMs) {
        int mine = life;
        timeline.after(delayMs, () -> {
            if (mine == life) {
                task.run();
            }
        });
    }

    /** After every commit the bell rings. */
    private final class Rung implements ServerEvents {

        private final ServerEvents outer;

        Rung(ServerEvents outer) {
            this.outer = outer;
        }

        @Override
        public void committed() {
            ring();
            outer.committed();
        }

        @Override
        public void uploaded(Upload upload) {
            outer.uploaded(upload);
        }

        @Override
        public void answered(ServerMessage answer) {
            outer.answered(answer);
        }
    }

    /** One connection, as the container tells the endpoint of it. */
    private final class Guest implements Ear {

        private final Caller caller;
        private final Wire wire;
        private final SyncSession session;
        private final Sessions mine = sessions;
        private final int bornIn = life;
        private boolean over;

        Guest(Caller caller, Wire wire) {
            this.caller = caller;
            this.wire = wire;
            Outbox outbox = new Outbox(wire.session(() -> soon(this::ended)), parts.codec(), ServerNode.this::sendSoon);
            this.session = new SyncSession(
                    caller,
                    desk,
                    outbox,
                    feed(outbox),
                    new MessageParts(parts.messageBytes()),
                    parts.codec(),
                    parts.refusals(),
                    ServerNode.this::soon);
        }

        void open(Link link) {
            wire.connect(link);
            mine.add(caller.user(), session.feed());
        }

        private SessionFeed feed(Outbox outbox) {
            return new SessionFeed(this::read, outbox::send, ServerNode.this::soon, () -> later(this::again, RETRY_MS));
        }

        private void again() {
            if (!over) {
                session.feed().again();
            }
        }

        /** The feed takes every exception for a failure of the world, so others go past it. */
        private Delivery read(long cursor) {
            try {
                return transactions.commit(sql -> parts.deliveries().next(caller, cursor, sql));
            } catch (DatabaseAway e) {
                throw e;
            } catch (RuntimeException e) {
                throw new AssertionError("a delivery cannot be read", e);
            }
        }

        @Override
        public void heard(String part, boolean last) {
            if (!over && bornIn == life) {
                session.text(part, last);
            }
        }

        @Override
        public void ended() {
            if (!over && bornIn == life) {
                over = true;
                mine.remove(session.feed());
                session.ended();
                freeWires.add(wire);
            }
        }
    }
}
