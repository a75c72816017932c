package org.synchrotron.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/**
 * The messages whose JSON differs in structure from their Java record.
 *
 * <p>They and their parts override {@code hashCode}, because Yasson detects cycles with a hash set of the objects that it is
 * writing: a record's default hash code would read a whole delivery, and again each of its parts.
 */
final class WireMessages {

    private WireMessages() {}

    /** The JSON form of {@link ClientMessage.Upload}. A record has row changes, or its place in {@code digests}. */
    public record WireUpload(
            long uploadId, List<WireRecord> actions, List<WireRowChange> amrs, List<WireDigest> digests) {

        @Override
        public int hashCode() {
            return Long.hashCode(uploadId);
        }

        static WireUpload of(ClientMessage.Upload upload) {
            List<LogEntry> entries = new ArrayList<>();
            List<WireDigest> digests = new ArrayList<>();
            for (UploadedRecord each : upload.records()) {
                entries.add(new LogEntry(each.record(), null, each.claim().changes()));
                if (each.claim() instanceof EffectClaim.Digest claim) {
                    digests.add(new WireDigest(each.record().id(), claim.digest(), new TreeSet<>(claim.audiences())));
                }
            }
            WireBatch batch = WireBatch.of(entries);
            return new WireUpload(upload.uploadId(), batch.actions(), batch.modifiedRows(), digests);
        }
    }

    /** The JSON form of an {@link EffectClaim.Digest} of the record {@code id}. */
    public record WireDigest(ActionId id, String digest, SortedSet<String> audiences) {}

    /** The JSON form of {@link ClientMessage.Ask}. */
    public record WireAsk(long questionId, String question) {

        static WireAsk of(ClientMessage.Ask ask) {
            return new WireAsk(ask.questionId(), ask.question().name());
        }
    }

    /** The JSON form of {@link ServerMessage.Answer}: the fields of its reply. */
    public record WireAnswer(
            long questionId,
            @Nullable Long head,
            @Nullable Refusal code,
            @Nullable String message) {

        static WireAnswer of(ServerMessage.Answer answer) {
            return answer.reply() instanceof Reply.Head reply
                    ? new WireAnswer(answer.questionId(), reply.head(), null, null)
                    : refused(answer.questionId(), (Reply.None) answer.reply());
        }

        private static WireAnswer refused(long questionId, Reply.None reply) {
            return new WireAnswer(questionId, null, reply.code(), reply.message());
        }
    }

    /** The JSON form of {@link ServerMessage.Delivery} without its whole records, which are a {@link WireBatch}. */
    public record WireDelivery(
            UserId userId,
            AudiencesDigest audiences,
            long after,
            long upTo,
            long head,
            Cursor cursor,
            @Nullable List<Receipt> receipts) {

        static WireDelivery of(ServerMessage.Delivery delivery) {
            return new WireDelivery(
                    delivery.userId(),
                    delivery.audiences(),
                    delivery.after(),
                    delivery.upTo(),
                    delivery.head(),
                    delivery.cursor(),
                    delivery.receipts().isEmpty() ? null : delivery.receipts());
        }
    }

    /** The JSON form of {@link ServerMessage.Accepted}. */
    public record WireAccepted(long uploadId, long head, List<WireOutcome> outcomes) {

        static WireAccepted of(ServerMessage.Accepted accepted) {
            return new WireAccepted(accepted.uploadId(), accepted.head(), wire(accepted.outcomes()));
        }
    }

    /** The JSON form of {@link RowsMessage.RowsPresent}, without the rows, which {@link RowsText} adds. */
    public record WireRows(
            RowDeliveryId delivery,
            long part,
            String table,
            List<String> columns,
            @Nullable ResumePoint resume) {

        static WireRows of(RowsMessage.RowsPresent present) {
            return new WireRows(
                    present.delivery(), present.part(), present.table(), present.columns(), present.resume());
        }
    }

    /** The JSON form of {@link RowsMessage.RowsOutcomes}. */
    public record WireOutcomes(RowDeliveryId delivery, long part, List<WireOutcome> outcomes) {

        static WireOutcomes of(RowsMessage.RowsOutcomes message) {
            return new WireOutcomes(message.delivery(), message.part(), wire(message.outcomes()));
        }
    }

    private static List<WireOutcome> wire(Map<ActionId, Outcome> outcomes) {
        return outcomes.entrySet().stream()
                .map(each -> WireOutcome.of(each.getKey(), each.getValue()))
                .toList();
    }
}
