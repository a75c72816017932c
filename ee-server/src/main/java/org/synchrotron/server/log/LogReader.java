package org.synchrotron.server.log;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Reads the log through JPA: the records and effects that the role of the transaction may see. As thread-safe as its entity
 * manager.
 */
public final class LogReader {

    /** A native query, because the replay order is one constant in SQL. */
    private static final String HISTORY = "select " + RecordTable.COLUMNS + """
            from synchrotron.action_records where id in (
                select action_record_id from synchrotron.action_modified_rows where table_name = ?1 and row_id = ?2)
            order by""" + " " + ReplayKey.SQL_COLUMNS;

    private final EntityManager entities;

    /** @param entities an entity manager that joins the transaction of each call */
    public LogReader(EntityManager entities) {
        this.entities = entities;
    }

    /** {@return the records that arrived after the ingest id, with their row changes, in order of arrival} */
    public List<LogEntry> arrivedAfter(long ingestId, int limit) {
        return withEffects(entities.createQuery(
                        "select r from LogRecord r where r.ingestId > :after order by r.ingestId", RecordEntity.class)
                .setParameter("after", ingestId)
                .setMaxResults(limit)
                .getResultList());
    }

    /** {@return the record, with its row changes; empty if it is not in the log or not visible} */
    public Optional<LogEntry> find(ActionId id) {
        RecordEntity record = entities.find(RecordEntity.class, id.uuid());
        return record == null
                ? Optional.empty()
                : Optional.of(withEffects(List.of(record)).get(0));
    }

    /** {@return the records that changed the row, with their row changes, in replay order} */
    public List<LogEntry> historyOf(RowRef row, int limit) {
        List<?> records = entities.createNativeQuery(HISTORY, RecordEntity.class)
                .setParameter(1, row.table())
                .setParameter(2, row.id())
                .setMaxResults(limit)
                .getResultList();
        return withEffects(records.stream().map(each -> (RecordEntity) each).toList());
    }

    private List<LogEntry> withEffects(List<RecordEntity> records) {
        if (records.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = records.stream().map(each -> each.id().uuid()).toList();
        Map<ActionId, List<RowChange>> effects = entities.createQuery(
                        "select e from LogEffect e where e.record in :ids order by e.record, e.sequence",
                        EffectEntity.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        EffectEntity::record, Collectors.mapping(EffectEntity::change, Collectors.toList())));
        return records.stream()
                .map(each -> each.entry(effects.getOrDefault(each.id(), List.of())))
                .toList();
    }
}
