package org.synchrotron.server.announce.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.announce.AccessListener.Access;
import org.synchrotron.server.announce.Audience;
import org.synchrotron.server.announce.CommitListener.CommittedLog;
import org.synchrotron.server.announce.Memberships;
import org.synchrotron.server.announce.Memberships.Standing;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.log.NodeTable;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.log.RevocationTable;
import org.synchrotron.server.log.WithdrawalTable;

/**
 * A connection that listens for new records, changed memberships, revocations and withdrawals. It is outside the pool and outside JTA,
 * because it stays open. Any login of the database may notify, so what a notification says is not read. Not thread-safe, except for {@link
 * #abort}.
 */
final class CommitNotifications implements CommittedLog, Memberships, Access, AutoCloseable {

    private final Connection connection;
    private final PGConnection notifications;
    private final Handle sql;

    private CommitNotifications(Connection connection, String key) throws SQLException {
        this.connection = connection;
        this.notifications = connection.unwrap(PGConnection.class);
        this.sql = PostgresSql.open(connection, key);
    }

    /**
     * {@return the notifications of commits from now on} As long as they are open, the other nodes know that this one has the code of these tags.
     * They own the connection: it is closed with them, and if this method
     * fails.
     */
    static CommitNotifications on(Connection connection, String key, Set<String> tags) throws SQLException {
        try {
            CommitNotifications listening = new CommitNotifications(connection, key);
            listening.listen();
            new NodeTable(listening.sql).announce(tags);
            return listening;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void listen() {
        RoleScope.dedicateToEngine(sql);
        sql.execute("listen " + LogLock.CHANNEL);
        sql.execute("listen " + Memberships.CHANNEL);
        sql.execute("listen " + RevocationTable.CHANNEL);
        sql.execute("listen " + WithdrawalTable.CHANNEL);
    }

    /** The database is asked, so that a dead connection is noticed. */
    @Override
    public LogPosition end() {
        return LogPosition.end(sql);
    }

    @Override
    public boolean has(LogPosition place) {
        return place.isIn(sql);
    }

    /** {@return the channels on which something was announced, perhaps none} Waits for an announcement, this long at most. */
    Set<String> await(int timeoutMs) throws SQLException {
        PGNotification[] arrived = notifications.getNotifications(timeoutMs);
        return arrived == null
                ? Set.of()
                : Arrays.stream(arrived).map(PGNotification::getName).collect(Collectors.toSet());
    }

    @Override
    public Map<String, Standing> standings(List<String> users, long after, long head) {
        return Memberships.standings(users, after, head, sql);
    }

    @Override
    public String version(Collection<String> roles) {
        return new RevocationTable(sql).version() + new TreeSet<>(RoleScope.lost(roles, sql));
    }

    @Override
    public RevokedAccess.Known known(Collection<String> roles) {
        return new RevocationTable(sql).known(RoleScope.lost(roles, sql));
    }

    @Override
    public List<String> readers(long after, long head, List<String> users) {
        return Audience.of(after, head, users, sql);
    }

    @Override
    public void close() throws SQLException {
        sql.close();
        connection.close();
    }

    /** Ends the connection at once, from any thread: a call that waits for the database fails. */
    void abort() throws SQLException {
        connection.abort(Runnable::run);
    }
}
