package org.synchrotron.server.session;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.runtime.Transactions;

/** Answers {@code hello} with a welcome, or with a refusal that says why client and server cannot work together. Thread-safe. */
public final class Greeting {

    private static final System.Logger LOG = System.getLogger(Greeting.class.getName());

    private final Transactions transactions;
    private final Refusals refusals;
    private final WallClock wall;
    private final int maxMessageBytes;

    /** @param maxMessageBytes the longest message that the server accepts, in bytes of UTF-8 */
    public Greeting(Transactions transactions, Refusals refusals, WallClock wall, int maxMessageBytes) {
        this.transactions = transactions;
        this.refusals = refusals;
        this.wall = wall;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** {@return a welcome or a refusal; never an exception} */
    ServerMessage answer(Hello hello, Caller caller) {
        try {
            return transactions.transaction(sql -> answer(hello, caller, sql));
        } catch (RuntimeException | Error e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "cannot answer the hello of client " + hello.clientId() + "; the client is told to try again",
                    e);
            return refusals.connection(Refusal.UNAVAILABLE, "the server cannot answer now; try again later");
        }
    }

    private ServerMessage answer(Hello hello, Caller caller, Handle sql) {
        if (hello.protocol() != ProtocolVersion.CURRENT) {
            return refusals.connection(
                    Refusal.UNSUPPORTED_PROTOCOL,
                    "this server speaks protocol version " + ProtocolVersion.CURRENT + ", the client "
                            + hello.protocol());
        }
        if (hello.clientId().equals(ClientId.SERVER)) {
            return refusals.connection(
                    Refusal.NOT_YOURS, "the client id " + ClientId.SERVER + " is reserved for the server");
        }
        if (hello.cursor() < 0) {
            return refusals.connection(Refusal.MALFORMED, "a cursor must not be negative: " + hello.cursor());
        }
        Welcome welcome = RoleScope.as(caller, sql, () -> welcome(caller, sql));
        String epoch = hello.serverEpoch();
        if (epoch != null && !epoch.equals(welcome.serverEpoch())) {
            return refusals.connection(
                    Refusal.OTHER_SERVER,
                    "the client's log comes from server " + epoch + "; this server is " + welcome.serverEpoch());
        }
        if (hello.cursor() > welcome.head()) {
            return refusals.connection(
                    Refusal.OTHER_SERVER,
                    "the client's log ends at " + hello.cursor() + ", this server's at " + welcome.head());
        }
        return welcome;
    }

    private Welcome welcome(Caller caller, Handle sql) {
        return sql.createQuery("""
                        select epoch, synchrotron.head() as head, array(select synchrotron.my_audiences()) as audiences
                        from synchrotron.server_identity
                        """)
                .map((row, context) -> new Welcome(
                        ProtocolVersion.CURRENT,
                        caller.user(),
                        row.getString("epoch"),
                        row.getLong("head"),
                        wall.millis(),
                        Set.copyOf(List.of((String[]) row.getArray("audiences").getArray())),
                        maxMessageBytes))
                .one();
    }
}
