package org.synchrotron.client.perform;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.DecimalUse;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionRecord;

/** Notes the statements of a run, and finds those that do with decimals what SQLite does otherwise than PostgreSQL. */
final class HeardStatements implements SqlLogger {

    private final Store store;
    private final Set<String> heard = new LinkedHashSet<>();

    HeardStatements(Store store) {
        this.store = store;
    }

    /** Notes the statements that the handle executes from now on. */
    void listen(Handle handle) {
        handle.getConfig(SqlStatements.class).setSqlLogger(this);
    }

    @Override
    public void logBeforeExecution(StatementContext context) {
        ParsedSql parsed = context.getParsedSql();
        if (parsed != null) {
            heard.add(parsed.getSql());
        }
    }

    /** {@return the report about the statements that were noted, which are forgotten; empty if there is nothing to say} */
    Optional<ImpureAction> report(ActionRecord record) {
        List<DecimalUse> uses = heard.stream()
                .flatMap(statement ->
                        store.rows().decimals().of(statement).stream().map(column -> new DecimalUse(column, statement)))
                .toList();
        heard.clear();
        return uses.isEmpty() ? Optional.empty() : Optional.of(ImpureAction.ofDecimals(record, uses));
    }
}
