package org.synchrotron.client.store;

import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;

/**
 * Which records of others are predicted, and because of which record of the replica's user: the latest one that they meet. So what is
 * known of that one is a reason to look at them again.
 */
public final class PredictedRecords {

    private static final String NOTE = "UPDATE synchrotron_action_records SET predicted_for = cause.value"
            + " FROM json_each(?) AS cause WHERE synchrotron_action_records.id = cause.key AND applied = 'logic'";

    private static final String OF = RecordTable.SUMMARY
            + " WHERE predicted_for IN (SELECT value FROM json_each(?)) AND " + RecordTable.NOT_QUARANTINED
            + " ORDER BY " + ReplayKey.SQL_COLUMNS;

    private final PreparedStatements statements;

    PredictedRecords(Database database) {
        this.statements = database.statements();
    }

    /** Notes the causes of those of the records that were applied by logic; {@link RecordTable#mark} deletes them. */
    public void note(Map<ActionId, ActionId> causes) {
        if (!causes.isEmpty()) {
            JsonObjectBuilder list = JsonText.object();
            causes.forEach((record, cause) -> list.add(record.value(), cause.value()));
            statements.update(NOTE, update -> update.setString(1, JsonText.of(list.build())));
        }
    }

    /** {@return the records that are predicted because of these, in replay order} */
    public List<RecordSummary> becauseOf(Collection<ActionId> causes) {
        return causes.isEmpty()
                ? List.of()
                : statements.list(OF, query -> query.setString(1, RecordNumbers.list(causes)), RecordRows::summary);
    }
}
