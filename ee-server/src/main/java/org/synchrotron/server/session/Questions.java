package org.synchrotron.server.session;

import org.synchrotron.protocol.Question;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.Reply;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.runtime.Transactions;

/** Answers the questions of clients. Thread-safe. */
public final class Questions {

    private static final System.Logger LOG = System.getLogger(Questions.class.getName());

    static final Reply UNAVAILABLE =
            new Reply.None(Refusal.UNAVAILABLE, "the server cannot answer now; try again later");

    private final Transactions transactions;

    public Questions(Transactions transactions) {
        this.transactions = transactions;
    }

    /** {@return the reply to a question of this caller; never an exception} */
    Reply reply(Question question, Caller caller) {
        if (!(question instanceof Question.Head)) {
            return new Reply.None(Refusal.UNKNOWN_QUESTION, "this server does not know the question");
        }
        try {
            return new Reply.Head(head(caller));
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "cannot answer a question; the client is told to try again", e);
            return UNAVAILABLE;
        }
    }

    private long head(Caller caller) {
        return transactions.transaction(sql -> RoleScope.as(caller, sql, () -> new RecordTable(sql).lastIngestId()));
    }
}
