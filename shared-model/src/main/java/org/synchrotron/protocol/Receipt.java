package org.synchrotron.protocol;

import jakarta.json.bind.annotation.JsonbProperty;
import java.time.Instant;
import java.util.List;
import org.synchrotron.history.EffectDigest;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonDigest;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;

/**
 * A record that comes back to its own client without what the client holds: it was accepted as it was uploaded, with the outcome {@link
 * Outcome#APPLIED}. The client compares the {@code check} with the record that it holds. If they differ, it needs the record whole. Immutable.
 *
 * @param check the beginning of a {@link JsonDigest} of the record's clock, its arguments and the digest of its effects
 */
public record Receipt(
        ActionId id,
        @JsonbProperty("server_ingest_id") long ingestId,
        @JsonbProperty("server_ingested_at") Instant ingestedAt,
        String check) {

    /** 96 bits: it finds what changed here since the upload, and guards against nobody. */
    private static final int CHECK_LENGTH = 16;

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** {@return the receipt for this accepted record} */
    public static Receipt of(LogEntry entry) {
        Acceptance acceptance = entry.accepted().orElseThrow();
        return new Receipt(
                entry.record().id(),
                acceptance.ingestId(),
                acceptance.ingestedAt(),
                check(entry.record(), entry.effects()));
    }

    /** {@return whether a record with these effects is the one that was accepted} */
    public boolean isFor(ActionRecord held, List<RowChange> effects) {
        return held.id().equals(id) && check(held, effects).equals(check);
    }

    /** {@return the acceptance of the record} */
    public Acceptance acceptance() {
        return new Acceptance(ingestId, ingestedAt, Outcome.APPLIED);
    }

    private static String check(ActionRecord record, List<RowChange> effects) {
        JsonDigest digest = new JsonDigest();
        digest.line(Long.toString(record.clock().timeMs()));
        digest.line(Long.toString(record.clock().counter()));
        digest.value(record.args());
        digest.text(EffectDigest.of(effects));
        return digest.digest().substring(0, CHECK_LENGTH);
    }

    static Receipt read(WireObject receipt) {
        return new Receipt(
                receipt.text("id", ActionId::new),
                WireEntries.ingestId(receipt),
                receipt.time("server_ingested_at"),
                receipt.text("check"));
    }
}
