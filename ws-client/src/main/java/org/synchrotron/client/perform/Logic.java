package org.synchrotron.client.perform;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.Footprint;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** Runs the application's actions on the store's connection. Not thread-safe: one thread at a time may use it. */
public final class Logic {

    /** Costly to make, thread-safe, and the same for every client of a program. */
    private static final ActionArguments ARGUMENTS = new ActionArguments(json(), validator());

    private final ActionCatalogue catalogue;
    private final Store store;
    private final DryRun dryRun;
    private final @Nullable Consumer<ImpureAction> impurities;
    private @Nullable HeardStatements heard;

    /** @param impurities receives impure actions; each action then runs twice. Null for no check */
    public Logic(ActionCatalogue catalogue, Store store, @Nullable Consumer<ImpureAction> impurities) {
        this.catalogue = catalogue;
        this.store = store;
        this.dryRun = new DryRun(store);
        this.impurities = impurities;
    }

    /** {@return the conversion of arguments between their record and JSON} */
    public ActionArguments arguments() {
        return ARGUMENTS;
    }

    /** {@return whether this replica has the code of this tag} */
    public boolean knows(String tag) {
        return catalogue.byTag(tag).isPresent();
    }

    /** Runs a record's logic in the present transaction, which captures for it. Exceptions of the logic are thrown unchanged. */
    public void run(ActionRecord record) {
        again(catalogue.byTag(record.tag()).orElseThrow(), record);
    }

    private <R> R again(ActionDefinition<?, R> action, ActionRecord record) {
        return impurities == null
                ? once(action, record)
                : dryRun.thenRun(record, () -> once(action, record), impurities);
    }

    /** {@return the action's result} Its first run, which is also where reads outside the footprint are looked for. */
    <R> R run(ActionDefinition<?, R> action, ActionRecord record) {
        if (impurities == null) {
            return again(action, record);
        }
        undeclaredReads(action, record).ifPresent(impurities);
        HeardStatements statements = new HeardStatements(store);
        R result = heard(statements, () -> again(action, record));
        statements.report(record).ifPresent(impurities);
        return result;
    }

    /** {@return how several runs of the record differ; empty if they do not} All runs are undone. */
    Optional<ImpureAction> dryRun(ActionDefinition<?, ?> action, ActionRecord record) {
        HeardStatements statements = new HeardStatements(store);
        return heard(statements, () -> dryRun.only(record, () -> once(action, record)))
                .or(() -> undeclaredReads(action, record))
                .or(() -> statements.report(record));
    }

    private <T> T heard(HeardStatements statements, Supplier<T> runs) {
        heard = statements;
        try {
            return runs.get();
        } finally {
            heard = null;
        }
    }

    private Optional<ImpureAction> undeclaredReads(ActionDefinition<?, ?> action, ActionRecord record) {
        return new UndeclaredReads(store, dryRun).of(record, declared(action, record), () -> once(action, record));
    }

    @SuppressWarnings("NullAway") // Null is an R where the action says so, as with Void; NullAway knows no such R.
    private <R> R once(ActionDefinition<?, R> action, ActionRecord record) {
        try (Handle handle = store.openSql()) {
            if (heard != null) {
                heard.listen(handle);
            }
            R result = action.run(record.args(), ARGUMENTS, new ActionContext(handle, record));
            store.unsound("record " + record.id()).ifPresent(failure -> {
                throw failure;
            });
            requireFootprint(action, record);
            store.rows().unportable(record.id()).ifPresent(reason -> {
                throw new NotPortable(reason);
            });
            return result;
        }
    }

    /** {@return the footprint of the record, as its action declares; the grant without code or if the action fails} */
    public Footprint footprint(ActionRecord record) {
        return catalogue.footprint(record, ARGUMENTS);
    }

    private static Footprint declared(ActionDefinition<?, ?> action, ActionRecord record) {
        return action.footprint(record, ARGUMENTS);
    }

    /** The server refuses such writes, too, with the same sentences. */
    private void requireFootprint(ActionDefinition<?, ?> action, ActionRecord record) {
        if (declared(action, record).audiences() instanceof Footprint.Declared declared) {
            List<RowChange> applied = store.rows().applied(record.id());
            applied.stream()
                    .filter(change -> !declared.writes().contains(change.audience()))
                    .findFirst()
                    .ifPresent(change -> {
                        throw new OutsideFootprint(change);
                    });
            Set<RowRef> rows = applied.stream().map(RowChange::row).collect(Collectors.toSet());
            store.references().of(rows).stream()
                    .filter(reference -> !declared.writes().contains(reference.parentAudience()))
                    .findFirst()
                    .ifPresent(reference -> {
                        throw new OutsideFootprint(reference);
                    });
        }
    }

    private static Jsonb json() {
        return JsonbBuilder.create();
    }

    /** Messages without expression language, which would need another library. */
    private static Validator validator() {
        return Validation.byDefaultProvider()
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()
                .getValidator();
    }
}
