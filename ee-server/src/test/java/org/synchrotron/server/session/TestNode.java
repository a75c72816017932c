package org.synchrotron.server.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.WaitingUploads;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.access.References;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.HiddenRowActions;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.kit.TestTokens;
import org.synchrotron.server.kit.ToldLosses;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.runtime.ServerThreads;
import org.synchrotron.server.runtime.Transactions;

/** The sessions of a node without container, network and, at will, database. */
final class TestNode implements Transactions {

    static final MessageCodec CODEC = new MessageCodec();
    static final int LONGEST_MESSAGE = 1_000;
    static final long OLDEST_SCHEMA = 2;
    static final RecordLimits LIMITS = new RecordLimits(7, 8_000, 90);

    private final Refusals refusals = new Refusals(() -> 0, AuditTrail.NONE, new References(() -> 0));
    private final MessageBudget budget = new MessageBudget(8 * LONGEST_MESSAGE, LONGEST_MESSAGE);
    private final TestTokens tokens;
    private final ToldLosses losses = new ToldLosses();
    private final List<Upload> uploads = new ArrayList<>();
    private final SessionOpener opener;
    private final OpenSessions open;
    private Transactions database;

    /** A node whose uploads are all accepted, and do nothing. */
    TestNode(ServerThreads threads, SessionLimits limits, Transactions database) {
        this(threads, limits, database, new TestTokens(() -> 0));
    }

    /** @param tokens the issuer of its tokens */
    TestNode(ServerThreads threads, SessionLimits limits, Transactions database, TestTokens tokens) {
        this.database = database;
        this.tokens = tokens;
        this.open = new OpenSessions(limits);
        SessionThreads shared = new SessionThreads(threads);
        SessionParts parts = new SessionParts(
                new Greeting(
                        this,
                        refusals,
                        tokens.wall(),
                        new ServerTerms(LONGEST_MESSAGE, Set.of(), OLDEST_SCHEMA, LIMITS),
                        losses),
                new Questions(this),
                new UploadQueue(this::accept, this, entry -> {}, refusals, UploadRates.unlimited(), shared),
                open,
                refusals,
                new SessionResources(
                        shared, budget, new SpoolSpace(SpoolSpace.DEFAULT_BYTES), limits, CODEC, tokens.verifier()));
        this.opener = new SessionOpener(
                parts,
                new DeliveryReader(
                        DeliveryLimits.DEFAULT,
                        TestServer.ROW_LIMITS,
                        HiddenRowActions.NONE,
                        UnreadableListener.NONE,
                        () -> TestServer.ROWS),
                (reader, records, sql) -> {},
                this);
    }

    List<String> losses() {
        return losses.told();
    }

    SessionOpener opener() {
        return opener;
    }

    private List<UploadAnswer> accept(Upload upload, WaitingUploads waiting, Handle sql) {
        uploads.add(upload);
        return List.of(new UploadAnswer.Accepted(0, Map.of(), List.of(), 0));
    }

    /** {@return the uploads that were accepted} */
    List<Upload> uploads() {
        return uploads;
    }

    /** The node has lost its connection to the database, and has another one. */
    void look(String... users) {
        open.look(Set.of(users));
    }

    void announce(long head, String... users) {
        open.announce(List.of(users), head);
    }

    MessageBudget budget() {
        return budget;
    }

    /** From now on transactions are these. */
    void database(Transactions other) {
        database = other;
    }

    SyncSession open(Channel channel, String user) {
        return opener.open(channel, VerifiedToken.endless(TestServer.caller(user)));
    }

    /** {@return a session that goes on under this token} */
    SyncSession openWith(Channel channel, String token) throws InvalidToken {
        return opener.open(channel, tokens.verifier().verify(token));
    }

    Conversation openUnverified(Channel channel) {
        return opener.openUnverified(channel);
    }

    @Override
    public <T> T transaction(Function<Handle, T> work) {
        return database.transaction(work);
    }

    /** {@return the transactions of a real database} */
    static Transactions of(TestDatabase database) {
        return new Transactions() {
            @Override
            public <T> T transaction(Function<Handle, T> work) {
                return database.transaction(work);
            }
        };
    }

    /** {@return transactions of which each fails with this} */
    static Transactions failing(RuntimeException failure) {
        return new Transactions() {
            @Override
            public <T> T transaction(Function<Handle, T> work) {
                throw failure;
            }
        };
    }

    /** {@return transactions of which each fails with this} */
    static Transactions failing(Error failure) {
        return new Transactions() {
            @Override
            public <T> T transaction(Function<Handle, T> work) {
                throw failure;
            }
        };
    }

    /** {@return transactions of a real database of which the first ones succeed; each later one fails with this} */
    static Transactions failingAfter(int successes, TestDatabase database, Error failure) {
        AtomicInteger left = new AtomicInteger(successes);
        return new Transactions() {
            @Override
            public <T> T transaction(Function<Handle, T> work) {
                if (left.getAndDecrement() <= 0) {
                    throw failure;
                }
                return database.transaction(work);
            }
        };
    }
}
