package org.synchrotron.client.perform;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.client.ActionFailed;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.Database;
import org.synchrotron.client.store.ReplicaState;
import org.synchrotron.client.store.SqliteFailures;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;

/** Executes actions for the first time. */
public final class Performer {

    private final Store store;
    private final Logic logic;
    private final Supplier<UUID> ids;

    public Performer(Store store, Logic logic, Supplier<UUID> ids) {
        this.store = store;
        this.logic = logic;
        this.ids = ids;
    }

    /**
     * Executes an action in one transaction.
     *
     * @throws InvalidArguments if the arguments break a constraint
     * @throws ActionRejected if the action refuses
     * @throws ActionFailed if it throws anything else
     * @throws DatabaseFailure if the file fails
     */
    public <A extends Record, R> Performed<R> perform(ActionDefinition<A, R> action, A args) {
        long now = store.state().clock().wallMillis();
        JsonObject json = logic.arguments().write(action, args, now);
        return store.transactionWithLogic("action " + action.tag() + " cannot be stored", () -> {
            ActionRecord record = record(action.tag(), json, now);
            R result = observed(action, record, () -> logic.run(action, record));
            store.effects().insert(record.id(), store.rows().observed(record.id()));
            store.records().mark(List.of(record.id()), Applied.LOGIC);
            return new Performed<>(record, result);
        });
    }

    /**
     * Executes an action several times in one transaction, and takes everything back; see {@link #perform} for what it throws.
     *
     * @return how the runs differ; empty if they do not
     */
    public <A extends Record> Optional<ImpureAction> rehearse(ActionDefinition<A, ?> action, A args) {
        long now = store.state().clock().wallMillis();
        JsonObject json = logic.arguments().write(action, args, now);
        return store.rehearsal("action " + action.tag() + " cannot be rehearsed", () -> {
            ActionRecord record = record(action.tag(), json, now);
            return observed(action, record, () -> logic.rehearse(action, record));
        });
    }

    private ActionRecord record(String tag, JsonObject args, long now) throws SQLException {
        ReplicaState state = store.state();
        ActionRecord record = new ActionRecord(
                ActionId.of(ids.get()),
                tag,
                state.userId(),
                state.clientId(),
                state.clock().tick(),
                args,
                Instant.ofEpochMilli(now));
        state.saveClock();
        store.records().insert(new LogEntry(record, null, List.of()));
        return record;
    }

    private <T> T observed(ActionDefinition<?, ?> action, ActionRecord record, Database.Work<T> runs)
            throws SQLException {
        store.rows().observe(record.id());
        try {
            return runs.run();
        } catch (ActionRejected | InvalidArguments refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            DatabaseFailure file =
                    SqliteFailures.behind(e, store.database().file(), "action " + action.tag() + " cannot be stored");
            throw file != null ? file : new ActionFailed(action.tag(), record.id(), e);
        } finally {
            store.rows().rest();
        }
    }
}
