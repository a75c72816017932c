package org.synchrotron.server.announce.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.session.NotifiedSession;
import org.synchrotron.server.session.OpenSessions;

@Timeout(120)
class NotificationLoopTest extends ServerTest {

    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final OpenSessions sessions = new OpenSessions();
    private final CommitListener listener = new CommitListener(sessions);
    private final NotificationLoop loop = new NotificationLoop(this::connect, listener, this::thread);
    private final NotifiedSession reader = new NotifiedSession("bob", sessions);

    @AfterEach
    void end() throws Exception {
        loop.stop();
        for (Connection each : opened) {
            each.close();
        }
        for (Thread each : threads) {
            each.join();
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

        assertThatThrownBy(() -> CommitNotifications.on(useless)).hasMessageContaining("aborted");

        assertThat(useless.isClosed()).isTrue();
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
        return connection;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        threads.add(thread);
        return thread;
    }
}
