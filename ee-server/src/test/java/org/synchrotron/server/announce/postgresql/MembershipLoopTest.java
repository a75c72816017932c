package org.synchrotron.server.announce.postgresql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.announce.AccessListener;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.DatabaseListeners;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.announce.WithdrawalListener;
import org.synchrotron.server.kit.CountedConnection;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.log.LogReplacedListener;
import org.synchrotron.server.session.NotifiedSession;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.SessionLimits;

/** Changed memberships, from a statement in PostgreSQL to the sessions of the users. */
@Timeout(120)
class MembershipLoopTest extends ServerTest {

    private final OpenSessions sessions = new OpenSessions(SessionLimits.DEFAULT);
    private final NotifiedSession reader = new NotifiedSession("bob", sessions);
    private final NotifiedSession other = new NotifiedSession("eve", sessions);
    private final NotificationLoop loop = new NotificationLoop(
            this::connect,
            TestDatabase.KEY,
            new DatabaseListeners(
                    new CommitListener(new OpenSessions(SessionLimits.DEFAULT), LogReplacedListener.NONE),
                    new MembershipListener(sessions, () -> 0, MembershipListener.DEFAULT_INTERVAL, System::nanoTime),
                    new AccessListener(new RevokedAccess(), List.of(), System::nanoTime),
                    new WithdrawalListener(() -> {}, Runnable::run, System::nanoTime)),
            this::thread,
            Set.of());
    private volatile @Nullable CountedConnection opened;
    private @Nullable Thread thread;

    @AfterEach
    void end() throws Exception {
        loop.stop();
        if (thread != null) {
            thread.join(60_000);
        }
        if (opened != null) {
            counted().connection().close();
        }
    }

    @Test
    void aChangedMembershipWakesTheUserWithinSecondsAndNobodyElse() throws Exception {
        startWithMembers();

        server.database.administer("insert into test_members values ('bob', 'more')");
        reader.awaitLook();
        server.database.administer("delete from test_members where user_id = 'bob'");
        reader.awaitLook();
        assertThat(other.looks()).isZero();
    }

    @Test
    void aStormOfChangesCostsFewComparisons() throws Exception {
        startWithMembers();
        counted().roundTrips();
        long began = System.nanoTime();
        try (Connection writer = server.database.administrator()) {
            for (int i = 0; i < 1_000; i++) {
                writer.createStatement().execute("insert into test_members values ('bob', 'p" + i + "')");
            }
            writer.createStatement().execute("insert into test_members values ('eve', 'last')");
        }
        other.awaitLook();
        long elapsedMs = Duration.ofNanos(System.nanoTime() - began).toMillis();
        int roundTrips = counted().roundTrips();
        int looks = reader.looks();
        System.out.println("1,000 changes: " + elapsedMs + " ms, " + roundTrips + " round trips, " + looks + " looks");

        assertThat(roundTrips).isLessThan((int) (elapsedMs / 5) + 20);
        assertThat(looks).isBetween(1, (int) (elapsedMs / 200) + 2);
    }

    /** Starts, and returns when both sessions have looked after the first comparison. */
    private void startWithMembers() throws InterruptedException {
        server.database.administer("create table test_members (user_id text, audience_key text)");
        server.database.administer("create or replace view synchrotron.user_audiences (user_id, audience_key) as"
                + " select user_id, audience_key from test_members");
        server.database.administer("select synchrotron.watch_memberships()");
        loop.start();
        for (NotifiedSession each : List.of(reader, other)) {
            each.awaitLook();
        }
    }

    private CountedConnection counted() {
        return requireNonNull(opened, "not connected");
    }

    private Connection connect() throws SQLException {
        Connection connection = server.database.connect();
        connection.setAutoCommit(true);
        CountedConnection counting = new CountedConnection(connection);
        opened = counting;
        return counting.connection();
    }

    private Thread thread(Runnable work) {
        Thread listening = new Thread(work);
        thread = listening;
        return listening;
    }
}
