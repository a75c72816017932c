package org.synchrotron.protocol;

import java.util.List;
import org.synchrotron.log.UserId;

/**
 * The messages whose JSON differs in structure from their Java record.
 *
 * <p>They and their parts override {@code hashCode}, because Yasson detects cycles with a hash set of the objects that it is
 * writing: a record's default hash code would read a whole delivery, and again each of its parts.
 */
final class WireMessages {

    private WireMessages() {}

    /** The JSON form of {@link ClientMessage.Upload}. */
    public record WireUpload(
            long uploadId, long basisServerIngestId, List<WireRecord> actions, List<WireRowChange> amrs) {

        @Override
        public int hashCode() {
            return Long.hashCode(uploadId);
        }

        static WireUpload of(ClientMessage.Upload upload) {
            WireBatch batch = WireBatch.of(upload.entries());
            return new WireUpload(upload.uploadId(), upload.basis(), batch.actions(), batch.changes());
        }
    }

    /** The JSON form of {@link ServerMessage.Delivery}. */
    public record WireDelivery(
            UserId userId,
            long after,
            long upTo,
            long head,
            List<WireRecord> actions,
            List<WireRowChange> modifiedRows) {

        @Override
        public int hashCode() {
            return Long.hashCode(upTo);
        }

        static WireDelivery of(ServerMessage.Delivery delivery) {
            WireBatch batch = WireBatch.of(delivery.entries());
            return new WireDelivery(
                    delivery.userId(),
                    delivery.after(),
                    delivery.upTo(),
                    delivery.head(),
                    batch.actions(),
                    batch.changes());
        }
    }

    /** The JSON form of {@link ServerMessage.Accepted}. */
    public record WireAccepted(long uploadId, long head, List<WireOutcome> outcomes) {

        static WireAccepted of(ServerMessage.Accepted accepted) {
            List<WireOutcome> outcomes = accepted.outcomes().entrySet().stream()
                    .map(each -> WireOutcome.of(each.getKey(), each.getValue()))
                    .toList();
            return new WireAccepted(accepted.uploadId(), accepted.head(), outcomes);
        }
    }
}
