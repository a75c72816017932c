package org.synchrotron.it.inside;

import jakarta.annotation.Resource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** Queries through JPA, past the filter of SQL, and keeps the answers outside of the transaction. */
@SyncAction("query_by_jpa_v1")
public class QueryByJpa implements Action<QueryByJpa.Args, Void> {

    /** What it asks; what begins with {@code jpql:} is no SQL, if what begins with {@code caught:} fails, it goes on, and {@code
     * doomed:} lets the transaction only be rolled back. */
    public record Args(List<String> queries) {}

    /** The answers to all queries but those that set something. */
    static final List<String> ANSWERS = new ArrayList<>();

    @PersistenceContext(unitName = "synchrotron")
    private EntityManager entities;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        for (String each : args.queries()) {
            if (each.startsWith("caught:")) {
                attempt(each.substring(7));
            } else if (each.startsWith("doomed:")) {
                doom(each.substring(7));
            } else {
                ask(each);
            }
        }
        return null;
    }

    private void ask(String text) {
        List<?> answers = query(text).getResultList();
        if (!text.contains("set_config")) {
            answers.forEach(answer -> ANSWERS.add(String.valueOf(answer)));
        }
    }

    private void doom(String then) {
        transaction.setRollbackOnly();
        if (then.equals("refused")) {
            throw new ActionRejected(then, "It is doomed.");
        }
    }

    private void attempt(String text) {
        try {
            query(text).getResultList();
        } catch (PersistenceException e) {
            // It goes on.
        }
    }

    private Query query(String text) {
        return text.startsWith("jpql:") ? entities.createQuery(text.substring(5)) : entities.createNativeQuery(text);
    }
}
