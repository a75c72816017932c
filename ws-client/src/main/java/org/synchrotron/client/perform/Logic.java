package org.synchrotron.client.perform;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.sql.Connection;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.log.ActionRecord;

/** The application's actions, run on the store's connection. */
public final class Logic {

    /** Costly to make, thread-safe, and the same for every client of a program. */
    private static final ActionArguments ARGUMENTS = new ActionArguments(json(), validator());

    private final ActionCatalogue catalogue;
    private final Jdbi sql;

    public Logic(ActionCatalogue catalogue, Connection connection) {
        this.catalogue = catalogue;
        KeptStatements statements = new KeptStatements();
        this.sql = PortableSql.over(connection).setStatementBuilderFactory(any -> statements);
    }

    /** {@return arguments between their record and their JSON} */
    public ActionArguments arguments() {
        return ARGUMENTS;
    }

    public boolean knows(String tag) {
        return catalogue.byTag(tag).isPresent();
    }

    /**
     * {@return whether a recorded action's logic may run again here}
     *
     * @param own whether it is the file's user who executed it
     */
    public boolean replays(String tag, boolean own) {
        return catalogue
                .byTag(tag)
                .map(action -> own || action.replay() == ReplayPolicy.EVERYWHERE)
                .orElse(false);
    }

    /** Runs a record's logic in the transaction under way; what it throws passes unchanged. */
    public void run(ActionRecord record) {
        run(catalogue.byTag(record.tag()).orElseThrow(), record);
    }

    /** {@return what the action gives its caller} */
    public <R> R run(ActionDefinition<?, R> action, ActionRecord record) {
        try (Handle handle = sql.open()) {
            return action.run(record.args(), ARGUMENTS, new ActionContext(handle, record));
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
