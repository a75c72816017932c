package org.synchrotron.simulation.server;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.UserId;
import org.synchrotron.server.accept.ServerExecution.Executed;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.ScopeFailed;
import org.synchrotron.server.materialize.RunPrevented;
import org.synchrotron.server.retention.RecordRemoval;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.network.Receiver;
import org.synchrotron.simulation.schedule.Step;
import org.synchrotron.simulation.time.Timeline;

/** The server's address: the present process, and its faults. */
public final class ServerNode {

    /** The SQLSTATE of a breach of row level security. */
    private static final String DENIED = "42501";

    private static final int START_MS = 1_000;
    private static final int RESTORE_MS = 300;
    private static final int REMOVED_TOGETHER = 3;

    private final ServerParts parts;
    private final Timeline timeline;
    private final Random random;
    private final SimulatedDatabase database;
    private final ServerEvents events;
    private final Acceptance acceptance;
    private final List<Link> links = new ArrayList<>();
    private ServerProcess process;
    private long startedAtMs;
    private boolean backedUp;

    public ServerNode(Postgres postgres, Timeline timeline, Random random, ServerParts parts, ServerEvents events) {
        this.parts = parts;
        this.timeline = timeline;
        this.random = random;
        this.database = new SimulatedDatabase(postgres, timeline);
        this.events = new Notified(events);
        this.acceptance =
                new Acceptance(parts.acceptance(), parts.views(), Application.retiredTags(), database, this.events);
        this.process = start();
    }

    private ServerProcess start() {
        ServerProcess started =
                new ServerProcess(parts, acceptance, events, database, new VirtualThreads(timeline, random));
        started.notifications().start();
        return started;
    }

    /** {@return whether a process answers at the server's address} */
    public boolean isUp() {
        return timeline.nowMs() >= startedAtMs;
    }

    /** {@return the server's end of a new connection of this user; {@link #open} follows} */
    public Receiver newEnd(String user) {
        return process.newEnd(user);
    }

    /** Opens the connection. */
    public void open(Receiver serverEnd, Link link) {
        links.add(link);
        ((ServerEnd) serverEnd).open(link);
    }

    /** {@return the record of an action that it executes on behalf of a user, as a REST resource of the application does; empty if it is refused or fails} */
    public Optional<ActionRecord> serve(String user, Record arguments) {
        Caller caller = new Caller(new UserId(user), ServerParts.roleOf(user));
        try {
            Executed executed = database.execution(sql -> parts.execution().execute(arguments, caller, sql));
            events.committed();
            return Optional.of(executed.entry().record());
        } catch (ActionRejected | DatabaseAway e) {
            // Nothing is recorded; a caller would get the exception.
        } catch (JdbiException e) {
            if (!SimulatedFailure.isCauseOf(e)) {
                requireDenied(e);
            }
        } catch (ScopeFailed | RunPrevented e) {
            if (!LostRole.isCauseOf(e) && !SimulatedFailure.isCauseOf(e)) {
                throw e;
            }
        }
        return Optional.empty();
    }

    /** A user who has left an audience may not write there, nor one whose role is lost anywhere. Other errors of the database are not expected. */
    private static void requireDenied(JdbiException failure) {
        if (!(failure.getCause() instanceof SQLException cause) || !DENIED.equals(cause.getSQLState())) {
            throw failure;
        }
    }

    /** {@return how many transactions a simulated failure has ended} */
    public long failures() {
        return database.failures();
    }

    /** A migration of the application writes rows, and commits. */
    public void migrate(String sql) {
        if (database.migrate(sql)) {
            events.committed();
        }
    }

    /** Performs a fault of the server. */
    public void perform(Step fault) {
        if (fault instanceof Step.Outage outage) {
            outage(outage.ms());
        } else if (fault instanceof Step.Busy busy) {
            process.threads().blockUploads(busy.ms());
        } else if (fault instanceof Step.Restart) {
            restart();
        } else {
            acceptance.missNextCommit();
        }
    }

    /** Makes a backup of the database. */
    public void backUp(Postgres postgres) {
        postgres.execute(DatabaseBackup.MAKE);
        backedUp = true;
    }

    /** {@return whether there is a backup} Restores it: connections to the database end, and the server goes on with others. */
    public boolean restore(Postgres postgres) {
        if (backedUp) {
            postgres.execute(DatabaseBackup.RESTORE);
            outage(RESTORE_MS);
        }
        return backedUp;
    }

    /** Makes the database unavailable for so long. */
    public void outage(long ms) {
        database.away(timeline.nowMs() + ms);
        process.notifications().lost();
    }

    /** {@return how many transactions accepted more than one upload} */
    public int sharedCommits() {
        return acceptance.sharedCommits();
    }

    /** From now on these are the tags whose records are taken without code here; the server's configuration says so. */
    public void retire(Set<String> tags) {
        acceptance.retire(tags);
    }

    /** Memberships have changed in the database. */
    public void membershipsChanged() {
        process.lookAtMemberships();
    }

    /** Somebody has asked for a withdrawal in the database. */
    public void withdrawalAsked() {
        process.notifications().withdrawalAsked();
    }

    /** Removes records from the log that are older than this, some in each transaction, as far as the database allows it. */
    public void removeOld(long ageMs) {
        RecordRemoval removal = new RecordRemoval(Duration.ofMillis(ageMs), REMOVED_TOGETHER);
        Instant now = Instant.ofEpochMilli(parts.wall().millis());
        try {
            int removed;
            do {
                removed = database.transaction(sql -> removal.carryOut(now, sql));
            } while (removed > 0);
        } catch (DatabaseAway later) {
            // The next removal goes on.
        }
    }

    /** Ends the process with all its sessions, and starts a new one. */
    public void restart() {
        process.die();
        links.forEach(Link::drop);
        links.clear();
        process = start();
        startedAtMs = timeline.nowMs() + START_MS;
    }

    /** Ends all faults. */
    public void heal() {
        database.away(0);
        acceptance.heal();
    }

    /** {@return the check that undoes and replays its tables} */
    public ServerRewind rewind() {
        return new ServerRewind(database, parts.materializer());
    }

    /** Notifies the process of every commit. */
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
