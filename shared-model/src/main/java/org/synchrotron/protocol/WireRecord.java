package org.synchrotron.protocol;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;

/**
 * The JSON form of a record: upstream's field names, and three more fields for the outcome. Null fields are left out. Immutable.
 */
public record WireRecord(
        String id,
        @JsonbProperty("server_ingest_id") @Nullable Long serverIngestId,
        @JsonbProperty("_tag") String tag,
        @JsonbProperty("user_id") String userId,
        @JsonbProperty("client_id") String clientId,
        @JsonbProperty("transaction_id") long transactionId,
        Clock clock,
        @JsonbProperty("clock_time_ms") long clockTimeMs,
        @JsonbProperty("clock_counter") long clockCounter,
        JsonObject args,
        @JsonbProperty("created_at") String createdAt,
        @JsonbProperty("server_ingested_at") @Nullable String serverIngestedAt,
        int synced,
        @Nullable String outcome,
        @JsonbProperty("outcome_code") @Nullable String outcomeCode,
        @JsonbProperty("outcome_message") @Nullable String outcomeMessage) {

    /**
     * Upstream's clock. Its vector may have an entry for each client; only the entry of the record's own client is written, and
     * none is read.
     */
    public record Clock(long timestamp, Map<String, Long> vector) {}

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** {@return the record and its acceptance, without the row changes} */
    public static WireRecord of(LogEntry entry) {
        ActionRecord record = entry.record();
        Acceptance acceptance = entry.acceptance();
        Outcome outcome = acceptance == null ? null : acceptance.outcome();
        Outcome.Rejection reason = outcome == null ? null : outcome.reason();
        return new WireRecord(
                record.id().value(),
                acceptance == null ? null : acceptance.ingestId(),
                record.tag(),
                record.author().value(),
                record.client().value(),
                record.createdAt().toEpochMilli(),
                new Clock(
                        record.clock().timeMs(),
                        Map.of(record.client().value(), record.clock().counter())),
                record.clock().timeMs(),
                record.clock().counter(),
                record.args(),
                record.createdAt().toString(),
                acceptance == null ? null : acceptance.ingestedAt().toString(),
                acceptance == null ? 0 : 1,
                outcome == null ? null : outcome.kind().text(),
                reason == null ? null : reason.code(),
                reason == null ? null : reason.message());
    }
}
