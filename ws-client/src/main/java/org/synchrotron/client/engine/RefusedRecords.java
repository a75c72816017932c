package org.synchrotron.client.engine;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.client.ActionFailed;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.RecordEdit;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.perform.Performer;
import org.synchrotron.client.quarantine.Quarantine;
import org.synchrotron.client.quarantine.Quarantined;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * The operations of a {@link Replica} on records that the server refused, each told to the listener. Each throws {@link
 * org.synchrotron.client.DatabaseFailure} if the file fails. Not thread-safe: one thread at a time may use it.
 */
public final class RefusedRecords {

    private final Store store;
    private final ActionCatalogue actions;
    private final Performer performer;
    private final Quarantine quarantine;
    private final LogicReports reports;
    private final SyncListener listener;

    RefusedRecords(
            Store store,
            ActionCatalogue actions,
            Performer performer,
            Quarantine quarantine,
            LogicReports reports,
            SyncListener listener) {
        this.store = store;
        this.actions = actions;
        this.performer = performer;
        this.quarantine = quarantine;
        this.reports = reports;
        this.listener = listener;
    }

    /**
     * Quarantines a pending record that the server refused.
     *
     * @return whether it was pending
     */
    public boolean quarantine(ActionId refused, String code, String message) {
        Quarantined aside = reports.afterwardsTold(() -> quarantine.quarantine(refused, code, message));
        if (aside.equals(Quarantined.NOTHING)) {
            return false;
        }
        if (!aside.records().isEmpty()) {
            listener.quarantined(aside.records());
        }
        reports.tell(aside.replayed());
        return true;
    }

    /** Makes a refused record pending again; see {@link Quarantine#retry}. */
    public void retry(ActionId refused) {
        reports.tell(reports.afterwardsTold(() -> quarantine.retry(refused)));
    }

    /**
     * Gives a refused record other arguments, and makes it pending again.
     *
     * @throws ActionRejected if its action refuses them
     * @throws InvalidArguments if they break a constraint
     * @throws ActionFailed if the action throws anything else
     * @throws IllegalArgumentException if they are of another action
     * @throws NoSuchElementException if it is not quarantined
     */
    @SuppressWarnings("unchecked") // Found by the class of its arguments.
    public void edit(ActionId refused, Record args) {
        ActionRecord record = find(refused)
                .orElseThrow(() -> new NoSuchElementException("record " + refused + " is not quarantined"))
                .record();
        ActionDefinition<Record, ?> action = (ActionDefinition<Record, ?>) actions.of(args);
        reports.tell(reports.afterwardsTold(
                () -> quarantine.edit(performer.edited(record, action, args), this::failureOfEdited)));
    }

    private Optional<RuntimeException> failureOfEdited(ActionRecord record) {
        return reports.take(record)
                .map(thrown -> thrown instanceof ActionRejected || thrown instanceof InvalidArguments
                        ? thrown
                        : new ActionFailed(record.tag(), record.id(), thrown));
    }

    /** Deletes a refused record; see {@link Quarantine#discard}. */
    public List<QuarantinedRecord> discard(ActionId refused) {
        return quarantine.discard(refused);
    }

    /** {@return the records that are quarantined, in replay order, each with the one on which it builds} */
    public List<QuarantinedRecord> all() {
        return quarantine.all();
    }

    /** {@return the record, if it is quarantined} */
    public Optional<QuarantinedRecord> find(ActionId id) {
        return quarantine.find(id);
    }

    /** {@return how many records are quarantined} */
    public int count() {
        return store.database().read("records that are quarantined cannot be counted", store.quarantine()::count);
    }

    /** {@return what a record said before it got other arguments, the oldest first} */
    public List<RecordEdit> edits(ActionId record) {
        return store.database()
                .read(
                        "former arguments cannot be read",
                        () -> store.quarantine().edits().of(record));
    }
}
