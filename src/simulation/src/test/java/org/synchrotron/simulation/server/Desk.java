package org.synchrotron.simulation.server;

import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.session.SyncSession;
import org.synchrotron.server.session.UploadAnswers;

/** Greets and takes uploads in transactions, as the endpoint does. Only simulated failures are answered: others end the run. */
final class Desk implements SyncSession.Conversation {

    private final ServerParts parts;
    private final Transactions transactions;
    private final ServerEvents events;
    private UploadAcceptance acceptance;
    private boolean deaf;

    Desk(ServerParts parts, Transactions transactions, ServerEvents events) {
        this.parts = parts;
        this.acceptance = parts.acceptance();
        this.transactions = transactions;
        this.events = events;
    }

    /** From now on it takes no actions that the server does not know, or takes them. */
    void refuseUnknown(boolean refuse) {
        acceptance = refuse ? parts.strictAcceptance() : parts.acceptance();
    }

    /** The next commit succeeds, and the server does not hear of it. */
    void missNextCommit() {
        deaf = true;
    }

    void heal() {
        deaf = false;
    }

    @Override
    public ServerMessage greet(Hello hello, Caller caller) {
        try {
            return transactions.commit(sql -> parts.greeting().answer(hello, caller, sql));
        } catch (DatabaseAway e) {
            return parts.refusals().connection(Refusal.UNAVAILABLE, "the server cannot answer now");
        }
    }

    @Override
    public ServerMessage take(long uploadId, Upload upload) {
        events.uploaded(upload);
        UploadAnswers answers = new UploadAnswers(parts.refusals());
        try {
            UploadAnswer taken = transactions.commit(sql -> acceptance.accept(upload, sql));
            events.committed();
            ServerMessage answer = answers.to(uploadId, heard(taken));
            events.answered(answer);
            return answer;
        } catch (DatabaseAway e) {
            return answers.unavailable(uploadId);
        }
    }

    private UploadAnswer heard(UploadAnswer answer) {
        if (deaf) {
            deaf = false;
            throw new DatabaseAway();
        }
        return answer;
    }
}
