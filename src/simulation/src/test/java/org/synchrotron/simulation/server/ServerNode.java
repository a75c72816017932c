package org.synchrotron.simulation.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.access.Caller;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.network.Ear;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.schedule.Setting;
import org.synchrotron.simulation.time.Timeline;

/** The server's address: the process that answers there at present, and what may happen to it. */
public final class ServerNode {

    private static final int START_MS = 1_000;

    private final ServerParts parts;
    private final Timeline timeline;
    private final Random dice;
    private final SimulatedDatabase database;
    private final ServerEvents events;
    private final Acceptance acceptance;
    private final List<Link> links = new ArrayList<>();
    private ServerProcess process;
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
        this.database = new SimulatedDatabase(postgres, timeline);
        this.events = new Notified(events);
        this.acceptance = new Acceptance(parts.acceptance(), Application.retiredTags(), database, this.events);
        this.process = start();
    }

    private ServerProcess start() {
        ServerProcess started = new ServerProcess(parts, acceptance, database, new VirtualThreads(timeline, dice));
        started.notifications().start();
        return started;
    }

    /** {@return whether somebody answers at the server's address} */
    public boolean isUp() {
        return timeline.nowMs() >= startedAtMs;
    }

    /** {@return the server's end of a new connection of this user; {@link #open} follows} */
    public Ear guest(String user) {
        return process.guest(user);
    }

    /** The connection stands. */
    public void open(Ear guest, Link link) {
        links.add(link);
        ((ServerEnd) guest).open(link);
    }

    /** Executes an action in a user's name, as the server's own REST resources do. */
    public void serve(String user, Record arguments) {
        Caller caller = new Caller(new UserId(user), ServerParts.USER_ROLE);
        try {
            database.execution(sql -> parts.execution().execute(arguments, caller, sql));
            events.committed();
        } catch (ActionRejected | DatabaseAway e) {
            // Nothing happened, and the caller is told.
        }
    }

    /** The database is away for so long. */
    public void outage(long ms) {
        database.away(timeline.nowMs() + ms);
        process.notifications().lost();
    }

    /** From now on these are the tags whose records are taken without code here; the server's configuration says so. */
    public void retire(Set<String> tags) {
        acceptance.retire(tags);
    }

    /** The next upload is committed, and the server does not hear of it. */
    public void missNextCommit() {
        acceptance.missNextCommit();
    }

    /** The process dies with all its sessions, and a new one starts. */
    public void restart() {
        process.die();
        links.forEach(Link::drop);
        links.clear();
        process = start();
        startedAtMs = timeline.nowMs() + START_MS;
    }

    /** From now on nothing goes wrong any more. */
    public void heal() {
        database.away(0);
        acceptance.heal();
    }

    /** {@return what takes its tables back and on again} */
    public ServerRewind rewind() {
        return new ServerRewind(database, parts.materializer());
    }

    /** Every commit is heard of. */
    private final class Notified implements ServerEvents {

        private final ServerEvents outer;

        Notified(ServerEvents outer) {
            this.outer = outer;
        }

        @Override
        public void committed() {
            process.notifications().committed();
            outer.committed();
        }

        @Override
        public void uploaded(Upload upload) {
            outer.uploaded(upload);
        }

        @Override
        public void answered(UploadAnswer answer) {
            outer.answered(answer);
        }
    }
}
