package org.synchrotron.client.perform;

import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.client.ActionFailed;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.TransactionEnded;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.SystemTags;

/** Executes actions for the first time. Not thread-safe: one thread at a time may use it. */
public final class Performer {

    private final Store store;
    private final Logic logic;
    private final Recording recording;

    public Performer(Store store, Logic logic, Recording recording) {
        this.store = store;
        this.logic = logic;
        this.recording = recording;
    }

    /**
     * Executes an action in one transaction.
     *
     * @throws InvalidArguments if the arguments break a constraint
     * @throws ActionRejected if the action refuses, or if the record is larger than the server takes
     * @throws ActionFailed if it throws anything else
     * @throws DatabaseFailure if the file fails
     */
    public <A extends Record, R> Performed<R> perform(ActionDefinition<A, R> action, A args) {
        return perform(action, args, () -> {});
    }

    /**
     * The same.
     *
     * @param last runs at the end of the transaction; what it throws passes unchanged
     */
    <A extends Record, R> Performed<R> perform(ActionDefinition<A, R> action, A args, Runnable last) {
        long now = store.state().clock().wallMillis();
        JsonObject json = logic.arguments().write(action, args, now);
        return store.transactionWithLogic("action " + action.tag() + " cannot be stored", () -> {
            ActionRecord record = recording.record(action.tag(), json, now);
            store.state().sizes().requireArgs(record);
            R result = captured(action, record, () -> logic.run(action, record));
            store.state().sizes().requireRowChanges(record, store.effects().takeFirst(record.id()));
            last.run();
            return new Performed<>(record, result);
        });
    }

    /**
     * Executes an action several times in one transaction and rolls back; it throws what {@link #perform} throws.
     *
     * @return how the runs differ; empty if they do not
     */
    public <A extends Record> Optional<ImpureAction> dryRun(ActionDefinition<A, ?> action, A args) {
        long now = store.state().clock().wallMillis();
        JsonObject json = logic.arguments().write(action, args, now);
        return store.dryRun("action " + action.tag() + " cannot be tried", () -> {
            ActionRecord record = recording.record(action.tag(), json, now);
            return captured(action, record, () -> logic.dryRun(action, record));
        });
    }

    /**
     * {@return the record with these arguments} Its timestamp stays: it says when the user did it.
     *
     * @throws IllegalArgumentException if they are of another action
     * @throws InvalidArguments if they break a constraint
     */
    public <A extends Record> ActionRecord edited(ActionRecord record, ActionDefinition<A, ?> action, A args) {
        if (!action.tag().equals(record.tag())) {
            throw new IllegalArgumentException("record " + record.id() + " is of the action " + record.tag()
                    + ", and the arguments are of " + action.tag());
        }
        long executed = record.isReadable()
                ? record.args().getJsonNumber(SystemTags.TIMESTAMP).longValueExact()
                : record.clock().timeMs();
        return record.with(logic.arguments().write(action, args, executed));
    }

    private <T> T captured(ActionDefinition<?, ?> action, ActionRecord record, Supplier<T> runs) {
        store.rows().capture(record.id());
        try {
            return runs.get();
        } catch (RuntimeException e) {
            throw failure(action, record, e);
        } finally {
            store.rows().rest();
        }
    }

    /** The file's failure is the cause, whatever the action makes of it. */
    private RuntimeException failure(ActionDefinition<?, ?> action, ActionRecord record, RuntimeException thrown) {
        Optional<RuntimeException> file = store.fileFailure(thrown, "action " + action.tag() + " cannot be stored")
                .filter(failure -> !(failure instanceof TransactionEnded));
        return file.orElseGet(() -> thrown instanceof ActionRejected || thrown instanceof InvalidArguments
                ? thrown
                : new ActionFailed(action.tag(), record.id(), thrown));
    }
}
