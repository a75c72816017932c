package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.StoredArgs;
import org.synchrotron.log.UserId;

/** A record of the log as a JPA entity, for reading and administration. Uploads do not use it. */
@Entity(name = "LogRecord")
@Table(schema = "synchrotron", name = "action_records")
@NullUnmarked
public class RecordEntity {

    @Id
    private UUID id;

    @Column(name = "server_ingest_id")
    private long ingestId;

    @Column(name = "_tag")
    private String tag;

    @Column(name = "user_id")
    private String user;

    @Column(name = "user_role")
    private String role;

    @Column(name = "client_id")
    private String client;

    @Column(name = "clock_time_ms")
    private long timeMs;

    @Column(name = "clock_counter")
    private long counter;

    @Convert(converter = JsonColumn.class)
    private JsonObject args;

    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    @Column(name = "server_ingested_at")
    private OffsetDateTime ingestedAt;

    private String outcome;

    @Column(name = "outcome_code")
    private String outcomeCode;

    @Column(name = "outcome_message")
    private String outcomeMessage;

    /** {@return the id of the record} */
    public ActionId id() {
        return ActionId.of(id);
    }

    /** {@return the record as a value, with these row changes} */
    public LogEntry entry(List<RowChange> effects) {
        HybridTimestamp clock = new HybridTimestamp(timeMs, counter);
        ActionRecord record = new ActionRecord(
                id(),
                tag,
                new UserId(user),
                new ClientId(client),
                clock,
                StoredArgs.of(args, tag, clock),
                createdAt.toInstant());
        return new LogEntry(record, new Acceptance(ingestId, ingestedAt.toInstant(), outcome()), effects);
    }

    private Outcome outcome() {
        return Outcome.of(outcome, outcomeCode, outcomeMessage);
    }
}
