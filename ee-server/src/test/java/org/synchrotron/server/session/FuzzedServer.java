package org.synchrotron.server.session;

import java.util.Set;
import java.util.UUID;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.access.References;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.HiddenRowActions;
import org.synchrotron.server.kit.ItemActions;
import org.synchrotron.server.kit.RolledBackTransactions;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.kit.TestTokens;
import org.synchrotron.server.log.LogReplacedListener;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Materializer;

/** The whole handler of messages on a real database, on the caller's thread: what an input does is done when its call returns. */
final class FuzzedServer {

    private static final int LONGEST_MESSAGE = 1 << 20;

    private final RolledBackTransactions transactions;
    private final MessageCodec codec = new MessageCodec();
    private final SessionOpener opener;

    FuzzedServer(RolledBackTransactions transactions) {
        this.transactions = transactions;
        Refusals refusals = new Refusals(() -> TestServer.NOW, AuditTrail.NONE, new References(() -> TestServer.NOW));
        UploadAcceptance acceptance = new UploadAcceptance(
                new Materializer(ItemActions.catalogue(), ItemActions.arguments()),
                AcceptSettings.DEFAULT,
                () -> TestServer.NOW,
                () -> ActionId.of(UUID.randomUUID()));
        SessionThreads threads = new SessionThreads(new CallersThread());
        SessionParts parts = new SessionParts(
                new Greeting(
                        transactions,
                        refusals,
                        () -> TestServer.NOW,
                        new ServerTerms(LONGEST_MESSAGE, Set.of(), 0, RecordLimits.DEFAULT),
                        LogReplacedListener.NONE),
                new Questions(transactions),
                new UploadQueue(
                        acceptance::accept, transactions, entry -> {}, refusals, UploadRates.unlimited(), threads),
                new OpenSessions(SessionLimits.DEFAULT),
                refusals,
                new SessionResources(
                        threads,
                        new MessageBudget(64 * LONGEST_MESSAGE, LONGEST_MESSAGE),
                        new SpoolSpace(SpoolSpace.DEFAULT_BYTES),
                        SessionLimits.DEFAULT,
                        codec,
                        new TestTokens(() -> TestServer.NOW).verifier()));
        opener = new SessionOpener(
                parts,
                new DeliveryReader(
                        DeliveryLimits.DEFAULT,
                        TestServer.ROW_LIMITS,
                        HiddenRowActions.NONE,
                        UnreadableListener.NONE,
                        () -> TestServer.ROWS),
                (reader, records, sql) -> {},
                transactions);
    }

    MessageCodec codec() {
        return codec;
    }

    FuzzedClient open(String user) {
        RecordedChannel channel = new RecordedChannel();
        return new FuzzedClient(opener.open(channel, VerifiedToken.endless(TestServer.caller(user))), channel, codec);
    }

    /** Undoes what all sessions have done. */
    void undoAll() {
        transactions.undoAll();
    }
}
