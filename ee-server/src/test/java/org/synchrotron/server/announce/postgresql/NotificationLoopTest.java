package org.synchrotron.server.announce.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.announce.AccessListener;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.DatabaseListeners;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.announce.WithdrawalListener;
import org.synchrotron.server.kit.CountedConnection;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.SilentProxy;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.log.LogReplacedListener;
import org.synchrotron.server.session.NotifiedSession;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.SessionLimits;

@Timeout(120)
class NotificationLoopTest extends ServerTest {

    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private final List<CountedConnection> counted = new CopyOnWriteArrayList<>();
    private boolean counting;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final OpenSessions sessions = new OpenSessions(SessionLimits.DEFAULT);
    private final CommitListener listener = new CommitListener(sessions, LogReplacedListener.NONE);
    /** Has no sessions: a test cannot tell what made a session read. */
    private final MembershipListener memberships = new MembershipListener(
            new OpenSessions(SessionLimits.DEFAULT), () -> 0, MembershipListener.DEFAULT_INTERVAL, System::nanoTime);

    private final AccessListener access = new AccessListener(new RevokedAccess(), List.of(), System::nanoTime);
    private final DatabaseListeners listeners = new DatabaseListeners(
            listener, memberships, access, new WithdrawalListener(() -> {}, Runnable::run, System::nanoTime));

    private final NotificationLoop loop =
            new NotificationLoop(this::connect, TestDatabase.KEY, listeners, this::thread, Set.of());

    /** All that were made, so that a test that fails leaves no thread for which the end would wait. */
    private final List<NotificationLoop> loops = new CopyOnWriteArrayList<>(List.of(loop));

    private final NotifiedSession reader = new NotifiedSession("bob", sessions);

    @AfterEach
    void end() throws Exception {
        loops.forEach(NotificationLoop::stop);
        for (Connection each : opened) {
            each.close();
        }
        for (Thread each : threads) {
            each.join(60_000);
            assertThat(each.isAlive()).as("still listening").isFalse();
        }
    }

    @Test
    void usersWhoMaySeeACommitAreNotified() throws Exception {
        commit("a", "p");
        loop.start();
        assertThat(reader.await(1)).isEqualTo(1);

        commit("b", "p");
        assertThat(reader.await(2)).isEqualTo(2);
        assertThat(listener.isConnected()).isTrue();
    }

    @Test
    void aLostConnectionIsReplacedAndMissedCommitsAreNotified() throws Exception {
        commit("a", "p");
        loop.start();
        reader.await(1);

        kill(opened.get(0));
        commit("b", "p");

        assertThat(reader.await(2)).isEqualTo(2);
        assertThat(opened).hasSizeGreaterThan(1);
    }

    @Test
    void aConnectionOnWhichItCannotListenIsClosed() throws Exception {
        Connection useless = server.database.connect();
        assertThatThrownBy(() -> useless.createStatement().execute("select no_such_column"))
                .isInstanceOf(SQLException.class);

        assertThatThrownBy(() -> CommitNotifications.on(useless, TestDatabase.KEY, Set.of()))
                .hasMessageContaining("aborted");

        assertThat(useless.isClosed()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aNotificationByAnyLoginIsOnlyAHint(String payload) throws Exception {
        commit("a", "p");
        loop.start();
        reader.await(1);

        notifyLog(payload);
        commit("b", "p");

        assertThat(reader.await(2)).isEqualTo(2);
        assertThat(opened).as("connections: none was lost").hasSize(1);
    }

    static List<String> payloads() {
        return List.of(
                "9223372036854775807", "9223372036854775808", "-1", "0", "", " 2", "soon", "\u0661", "9".repeat(7_999));
    }

    @Test
    void aFloodOfNotificationsCostsFewLooksAndDelaysNoCommit() throws Exception {
        counting = true;
        commit("a", "p");
        loop.start();
        reader.await(1);
        long began = System.nanoTime();
        try (Connection flooder = connect()) {
            for (int i = 0; i < 1_000; i++) {
                flooder.createStatement().execute("select pg_notify('synchrotron_log', '" + i + "')");
            }
            flooder.createStatement()
                    .execute(
                            "select pg_notify('synchrotron_log', repeat('9', 7000) || i) from generate_series(1, 2000) as i");
        }
        commit("b", "p");
        assertThat(reader.await(2)).isEqualTo(2);
        long elapsedMs = Duration.ofNanos(System.nanoTime() - began).toMillis();

        // Beginning to listen takes some, a look with a new record takes two.
        assertThat(counted.get(0).roundTrips()).isLessThan((int) (elapsedMs / 5) + 20);
    }

    private void notifyLog(String payload) throws SQLException {
        try (Connection other = server.database.connect();
                PreparedStatement statement = other.prepareStatement("select pg_notify('synchrotron_log', ?)")) {
            other.setAutoCommit(true);
            statement.setString(1, payload);
            statement.execute();
        }
    }

    /** The settings are those of the server, but shorter. */
    @Test
    void aConnectionThatDiesSilentlyIsReplaced() throws Exception {
        try (SilentProxy network = new SilentProxy(server.database.port())) {
            NotificationLoop watching = loopThrough(network, 500);
            watching.start();
            commit("a", "p");
            reader.await(1);

            network.silence();
            commit("b", "p");
            awaitListening(false);
            network.speakOnNewConnections();

            assertThat(reader.await(2)).isEqualTo(2);
            awaitListening(true);
        }
    }

    @Test
    void stoppingEndsTheThreadSoon() throws Exception {
        try (SilentProxy network = new SilentProxy(server.database.port())) {
            NotificationLoop waiting = loopThrough(network, 60_000);
            waiting.start();
            awaitListening(true);
            network.silence();
            waiting.stop();

            threads.get(0).join(20_000);
            assertThat(threads.get(0).isAlive()).isFalse();
            assertThat(listener.isConnected()).isFalse();
        }
    }

    @Test
    void afterAnErrorItListensAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        NotificationLoop failing = new NotificationLoop(
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new NoClassDefFoundError("org/example/Gone");
                    }
                    return connect();
                },
                TestDatabase.KEY,
                listeners,
                this::thread,
                Set.of());
        loops.add(failing);
        failing.start();
        commit("a", "p");

        assertThat(reader.await(1)).isEqualTo(1);
    }

    private NotificationLoop loopThrough(SilentProxy network, int quietMs) {
        Properties limits = new Properties();
        limits.setProperty("socketTimeout", "2");
        NotificationLoop through = new NotificationLoop(
                () -> {
                    Connection connection = server.database.connect(network.port(), limits);
                    opened.add(connection);
                    return connection;
                },
                TestDatabase.KEY,
                listeners,
                this::thread,
                Set.of(),
                quietMs);
        loops.add(through);
        return through;
    }

    private void awaitListening(boolean expected) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (listener.isConnected() != expected) {
            assertThat(System.nanoTime()).as("still " + !expected).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private void commit(String item, String audience) {
        ann.sync(ann.at(0, new Create.Args(item, audience, 1)));
    }

    private void kill(Connection connection) throws SQLException {
        int backend = connection.unwrap(PGConnection.class).getBackendPID();
        try (Connection killer = server.database.connect()) {
            killer.createStatement().execute("select pg_terminate_backend(" + backend + ")");
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = server.database.connect();
        connection.setAutoCommit(true);
        opened.add(connection);
        if (!counting) {
            return connection;
        }
        counted.add(new CountedConnection(connection));
        return counted.get(counted.size() - 1).connection();
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        return thread;
    }
}
