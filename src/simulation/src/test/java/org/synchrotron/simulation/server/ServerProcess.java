package org.synchrotron.simulation.server;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.server.accept.DueWithdrawals;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.token.OneKey;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.access.token.TokenRules;
import org.synchrotron.server.access.token.TokenVerifier;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.announce.WithdrawalListener;
import org.synchrotron.server.log.LogReplacedListener;
import org.synchrotron.server.session.Greeting;
import org.synchrotron.server.session.MessageBudget;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.Questions;
import org.synchrotron.server.session.ServerTerms;
import org.synchrotron.server.session.SessionLimits;
import org.synchrotron.server.session.SessionOpener;
import org.synchrotron.server.session.SessionParts;
import org.synchrotron.server.session.SessionResources;
import org.synchrotron.server.session.SessionThreads;
import org.synchrotron.server.session.SpoolSpace;
import org.synchrotron.server.session.UploadQueue;
import org.synchrotron.server.session.UploadRates;
import org.synchrotron.simulation.actions.Application;

/** One run of the server's process, from its start to its end, put together as its beans are. */
final class ServerProcess {

    /** In characters, for what clients send in parts. */
    private static final long BUDGET = 1 << 26;

    private final VirtualThreads threads;
    private final SessionOpener opener;
    private final SimulatedNotifications notifications;
    private final OpenSessions open;

    ServerProcess(
            ServerParts parts,
            Acceptance acceptance,
            ServerEvents events,
            SimulatedDatabase database,
            VirtualThreads threads) {
        this.threads = threads;
        open = new OpenSessions(SessionLimits.DEFAULT);
        SessionThreads sessionThreads = new SessionThreads(threads);
        SessionParts shared = new SessionParts(
                new Greeting(
                        database,
                        parts.refusals(),
                        parts.wall(),
                        new ServerTerms(parts.messageBytes(), Application.retiredTags(), 0, RecordLimits.DEFAULT),
                        LogReplacedListener.NONE),
                new Questions(database),
                new UploadQueue(
                        acceptance::accept,
                        database,
                        entry -> {},
                        parts.refusals(),
                        UploadRates.unlimited(),
                        sessionThreads),
                open,
                parts.refusals(),
                new SessionResources(
                        sessionThreads,
                        new MessageBudget(BUDGET, parts.messageBytes()),
                        new SpoolSpace(SpoolSpace.DEFAULT_BYTES),
                        SessionLimits.DEFAULT,
                        parts.codec(),
                        tokens(parts)));
        this.opener = new SessionOpener(shared, parts.deliveries(), acceptance::addViews, database);
        CommitListener commits = new CommitListener(open, LogReplacedListener.NONE);
        MembershipListener memberships =
                new MembershipListener(open, commits::announced, MembershipListener.DEFAULT_INTERVAL, nanos(parts));
        WithdrawalListener withdrawals = new WithdrawalListener(
                new DueWithdrawals(database, parts.withdrawal(), done -> events.committed()),
                threads.uploads(),
                nanos(parts));
        this.notifications = new SimulatedNotifications(database, commits, memberships, withdrawals, threads);
    }

    private static LongSupplier nanos(ServerParts parts) {
        return () -> Duration.ofMillis(parts.wall().millis()).toNanos();
    }

    /** The simulated network brings verified users; no token is read. */
    private static TokenVerifier tokens(ServerParts parts) {
        RevokedAccess revoked = new RevokedAccess();
        revoked.set(RevokedAccess.Known.NOTHING);
        TokenRules rules =
                new TokenRules(TokenRules.SUBJECT, List.of("synchrotron_user"), null, null, TokenRules.LONGEST);
        return new TokenVerifier(OneKey.secret("a secret that nobody uses, of 32 bytes"), rules, revoked, parts.wall());
    }

    VirtualThreads threads() {
        return threads;
    }

    SessionOpener opener() {
        return opener;
    }

    /** {@return the server's end of a new connection of this user} */
    ServerEnd newEnd(String user) {
        return new ServerEnd(this, VerifiedToken.endless(new Caller(new UserId(user), ServerParts.roleOf(user))));
    }

    SimulatedNotifications notifications() {
        return notifications;
    }

    /** Memberships have changed. */
    void lookAtMemberships() {
        notifications.membershipsChanged();
    }

    /** Ends the process: its planned work is dropped. */
    void die() {
        threads.die();
    }

    boolean isDead() {
        return threads.isDead();
    }
}
