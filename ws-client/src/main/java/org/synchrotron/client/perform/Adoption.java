package org.synchrotron.client.perform;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.RowAdoption;
import org.synchrotron.client.UnadoptedRow;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.UnadoptedTable;
import org.synchrotron.client.store.UnadoptedTable.Waiting;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowRef;

/**
 * Writes the rows that their tables held before they were tracked again, each by the action that the program names, as a new pending record.
 * One transaction for each row; a row that its action does not write waits on. Not thread-safe: one thread at a time may use it.
 */
public final class Adoption {

    /** How many are told at once. */
    private static final int MOST_TOLD = 100;

    private final Store store;
    private final UnadoptedTable waiting;
    private final ActionCatalogue actions;
    private final Performer performer;

    public Adoption(Store store, ActionCatalogue actions, Performer performer) {
        this.store = store;
        this.waiting = new UnadoptedTable(store.database());
        this.actions = actions;
        this.performer = performer;
    }

    /** {@return how many rows wait} */
    public int count() {
        return store.database().read("rows to adopt cannot be counted", waiting::count);
    }

    /**
     * {@return rows that wait on, at most 100} Rows that were refused are tried again as long as others succeed: they may refer to them.
     *
     * @throws DatabaseFailure if the file fails; what is done is done
     */
    public List<UnadoptedRow> run() {
        List<UnadoptedRow> refused = List.of();
        int before;
        int left = count();
        do {
            before = left;
            refused = pass();
            left = count();
        } while (left > 0 && left < before);
        return refused;
    }

    private List<UnadoptedRow> pass() {
        List<UnadoptedRow> refused = new ArrayList<>();
        Optional<Waiting> next = after(0);
        while (next.isPresent()) {
            Waiting waits = next.get();
            RowRef row = waits.row();
            refusal(waits)
                    .filter(reason -> refused.size() < MOST_TOLD)
                    .ifPresent(reason -> refused.add(new UnadoptedRow(row.table(), row.id(), reason)));
            next = after(waits.position());
        }
        return refused;
    }

    private Optional<Waiting> after(long position) {
        return store.database().read("rows to adopt cannot be read", () -> waiting.after(position));
    }

    private Optional<String> refusal(Waiting waits) {
        try {
            adopt(waits);
            return Optional.empty();
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void adopt(Waiting waits) {
        RowAdoption adoption = store.settings().adoptions().get(waits.row().table());
        if (adoption == null) {
            throw new IllegalStateException("this program does not say how it adopts rows of this table");
        }
        Record args = requireNonNull(
                adoption.arguments(JsonText.read(waits.content())), "this program gives no arguments for this row");
        ActionDefinition<Record, ?> action = actions.of(args);
        performer.perform(action, args, () -> {
            if (store.rows().present(List.of(waits.row())).get(waits.row()).isEmpty()) {
                throw new IllegalStateException("action " + action.tag() + " did not insert a row of this id");
            }
            waiting.delete(waits);
        });
    }
}
