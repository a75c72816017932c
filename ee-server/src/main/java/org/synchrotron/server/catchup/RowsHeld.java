package org.synchrotron.server.catchup;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.JsonText;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.log.CursorSeal;
import org.synchrotron.server.log.LogMoment;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.log.RowPlace;
import org.synchrotron.server.log.RowSelection;

/**
 * The parts of a row delivery that a replica holds although the delivery was cut: what a {@link ResumePoint} says, which only the server
 * writes and reads. It is signed for one client and user. Immutable.
 *
 * @param reading what was read
 * @param place the replica holds the rows up to there
 */
public record RowsHeld(Reading reading, RowPlace place) {

    /**
     * One reading of rows. Immutable.
     *
     * @param end the end of the log as the rows were read
     * @param after the ingest id up to which the replica held the log
     * @param whole the rows that come whether they were touched or not
     * @param audiences those of the user
     * @param shape identifies the tracked tables, see {@link org.synchrotron.server.log.TrackedRows#shape}
     */
    public record Reading(LogPosition end, long after, RowScope whole, AudiencesDigest audiences, String shape) {

        static Reading of(ReplicaPosition position, LogMoment now, String shape) {
            return new Reading(
                    now.end(), position.cursor(), position.whole(), AudiencesDigest.of(now.audiences()), shape);
        }

        /** {@return whether the same was to come, from the same tables, to the same audiences, at this moment or another} */
        boolean isLike(Reading other) {
            return after == other.after
                    && whole.equals(other.whole)
                    && audiences.equals(other.audiences)
                    && shape.equals(other.shape);
        }
    }

    private static final char SEPARATOR = '.';

    /** What the signature is for: it is none of a cursor. */
    private static final String PURPOSE = "rows";

    /** {@return the point that says so; null if it would be too long} */
    @Nullable
    ResumePoint point(CursorSeal seal) {
        String content = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JsonText.of(json()).getBytes(UTF_8));
        String text = content + SEPARATOR + seal.signature(PURPOSE, content);
        return text.length() > ResumePoint.MAX_LENGTH ? null : new ResumePoint(text);
    }

    /** {@return what a point says that this server wrote for this client; empty if it did not} */
    public static Optional<RowsHeld> of(ResumePoint point, CursorSeal seal) {
        int end = point.text().indexOf(SEPARATOR);
        String content = point.text().substring(0, Math.max(0, end));
        boolean written = MessageDigest.isEqual(
                seal.signature(PURPOSE, content).getBytes(UTF_8),
                point.text().substring(end + 1).getBytes(UTF_8));
        return written
                ? Optional.of(read(
                        JsonText.readMessage(new String(Base64.getUrlDecoder().decode(content), UTF_8))))
                : Optional.empty();
    }

    RowSelection.Rest rest() {
        return new RowSelection.Rest(place, reading.end.ingestId());
    }

    private JsonObject json() {
        return JsonText.object()
                .add("epoch", reading.end.epoch())
                .add("ingestId", reading.end.ingestId())
                .add("fingerprint", reading.end.fingerprint().toString())
                .add("after", reading.after)
                .add("all", reading.whole.all())
                .add("audiences", JsonText.array(reading.whole.audiences()))
                .add("tables", JsonText.array(reading.whole.tables()))
                .add("digest", reading.audiences.value())
                .add("shape", reading.shape)
                .add("stage", place.stage().name())
                .add("table", place.table())
                .add("id", place.id())
                .build();
    }

    private static RowsHeld read(JsonObject json) {
        LogPosition end = new LogPosition(
                json.getString("epoch"),
                json.getJsonNumber("ingestId").longValueExact(),
                UUID.fromString(json.getString("fingerprint")));
        Reading reading = new Reading(
                end,
                json.getJsonNumber("after").longValueExact(),
                new RowScope(json.getBoolean("all"), texts(json, "audiences"), texts(json, "tables")),
                new AudiencesDigest(json.getString("digest")),
                json.getString("shape"));
        RowPlace.Stage stage = RowPlace.Stage.valueOf(json.getString("stage"));
        return new RowsHeld(reading, new RowPlace(stage, json.getString("table"), json.getString("id")));
    }

    private static Set<String> texts(JsonObject json, String name) {
        return Set.copyOf(json.getJsonArray(name).getValuesAs(JsonString::getString));
    }
}
