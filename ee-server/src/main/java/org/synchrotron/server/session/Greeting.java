package org.synchrotron.server.session;

import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.schema.RetiredNames;
import org.synchrotron.schema.SchemaDifferences;
import org.synchrotron.schema.TrackedSchema;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.log.ClientTable;
import org.synchrotron.server.log.CursorSeal;
import org.synchrotron.server.log.FloorTable;
import org.synchrotron.server.log.LogMoment;
import org.synchrotron.server.log.LogReplacedListener;
import org.synchrotron.server.log.SchemaTable;
import org.synchrotron.server.runtime.Transactions;

/** Answers {@code hello} with a welcome, or with a refusal that says why client and server cannot work together. Thread-safe. */
public final class Greeting {

    private static final System.Logger LOG = System.getLogger(Greeting.class.getName());

    private final Transactions transactions;
    private final Refusals refusals;
    private final WallClock wall;
    private final ServerTerms terms;
    private final LogReplacedListener replaced;

    /** @param replaced is told of each client whose place the log does not have */
    public Greeting(
            Transactions transactions,
            Refusals refusals,
            WallClock wall,
            ServerTerms terms,
            LogReplacedListener replaced) {
        this.transactions = transactions;
        this.refusals = refusals;
        this.wall = wall;
        this.terms = terms;
        this.replaced = replaced;
    }

    /**
     * A welcome, or a refusal.
     *
     * @param holding what the client holds; null with a refusal
     */
    record Answer(ServerMessage message, @Nullable ClientHolding holding) {}

    /** {@return a welcome or a refusal; never an exception} */
    Answer answer(Hello hello, VerifiedToken token) {
        try {
            Answer answer = transactions.transaction(sql -> answer(hello, token, sql));
            if (answer.message() instanceof Welcome welcome && welcome.anew()) {
                replaced.sentToRows(hello.clientId());
            }
            return answer;
        } catch (RuntimeException | Error e) {
            String reference = refusals.reference();
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "cannot answer the hello of client " + hello.clientId()
                            + "; the client is told to try again (reference " + reference + ")",
                    e);
            return refused(
                    token,
                    Refusal.UNAVAILABLE,
                    "the server cannot answer now; try again later (reference " + reference + ")");
        }
    }

    private Answer refused(VerifiedToken token, Refusal code, String message) {
        return new Answer(refusals.connection(token.caller().user(), code, message), null);
    }

    private Answer answer(Hello hello, VerifiedToken token, Handle sql) {
        if (hello.protocol() != ProtocolVersion.CURRENT) {
            return refused(
                    token,
                    Refusal.UNSUPPORTED_PROTOCOL,
                    "this server speaks protocol version " + ProtocolVersion.CURRENT + ", the client "
                            + hello.protocol());
        }
        if (hello.clientId().equals(ClientId.SERVER)) {
            return refused(
                    token, Refusal.NOT_YOURS, "the client id " + ClientId.SERVER + " is reserved for the server");
        }
        LogMoment now = RoleScope.as(token.caller(), sql, () -> LogMoment.now(held(hello), sql));
        return RoleScope.asEngine(sql, () -> answer(hello, token, now, sql));
    }

    /** A client that is refused because of its schema takes no number of a welcome. */
    private Answer answer(Hello hello, VerifiedToken token, LogMoment now, Handle sql) {
        TrackedSchema schema = SchemaTable.present(sql);
        Optional<String> unfit = schemaMismatch(hello.schema(), schema, sql);
        if (unfit.isPresent()) {
            return refused(token, Refusal.SCHEMA_MISMATCH, unfit.get());
        }
        CursorSeal seal = CursorSeal.of(hello.clientId(), token.caller().user(), sql);
        Optional<ClientHolding> holding =
                ClientHolding.of(hello, seal, now.held().orElse(null));
        long received = holding.map(ClientHolding::readUpTo).orElse(0L);
        OptionalLong number =
                new ClientTable(sql).welcome(hello.clientId(), token.caller().user(), hello.welcomes(), received);
        if (number.isEmpty()) {
            return refused(
                    token,
                    Refusal.CLIENT_TAKEN,
                    "another user or another file uses the client id " + hello.clientId()
                            + ": each file needs one of its own, also a copy of a file and one from a backup");
        }
        Optional<String> other = otherServer(hello.cursor(), now.end().epoch());
        if (other.isPresent()) {
            return refused(token, Refusal.OTHER_SERVER, other.get());
        }
        // Without a place that this log has, the client goes on with all rows, whatever the reason.
        return new Answer(
                welcome(token, now, number.getAsLong(), holding.isEmpty(), schema, sql),
                holding.orElseGet(() -> ClientHolding.ofAnotherLog(hello, seal)));
    }

    private static long held(Hello hello) {
        return hello.cursor() == null ? 0 : CursorSeal.ingestId(hello.cursor()).orElse(0);
    }

    /** {@return the first sentence about what does not fit; empty for a client that tells nothing} */
    private Optional<String> schemaMismatch(@Nullable TrackedSchema client, TrackedSchema server, Handle sql) {
        if (client == null) {
            return Optional.empty();
        }
        Optional<String> tooOld = SchemaDifferences.below(terms.oldestSchema(), client);
        if (tooOld.isPresent()
                || SchemaDifferences.between(client, server, RetiredNames.NONE).isEmpty()) {
            return tooOld;
        }
        return SchemaDifferences.between(client, server, SchemaTable.retired(sql)).stream()
                .findFirst();
    }

    /** A cursor that names no log is not from another server. */
    private static Optional<String> otherServer(@Nullable Cursor cursor, String epoch) {
        return Optional.ofNullable(cursor)
                .flatMap(CursorSeal::epoch)
                .filter(held -> !held.equals(epoch))
                .map(held -> "the client's log comes from server " + held + "; this server is " + epoch);
    }

    private Welcome welcome(
            VerifiedToken token, LogMoment now, long number, boolean anew, TrackedSchema schema, Handle sql) {
        return new Welcome(
                ProtocolVersion.CURRENT,
                token.caller().user(),
                now.end().epoch(),
                now.end().ingestId(),
                wall.millis(),
                now.audiences(),
                terms.maxMessageBytes(),
                terms.retired(),
                number,
                anew,
                new FloorTable(sql).start().orElse(null),
                schema,
                token.ends() ? token.expiresMs() - wall.millis() : null,
                terms.limits());
    }
}
