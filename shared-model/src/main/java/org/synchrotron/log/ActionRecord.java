package org.synchrotron.log;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.time.Instant;
import org.synchrotron.clock.HybridTimestamp;

/**
 * One execution of an action, as its author's replica recorded it. A record never changes once it is accepted. Before that, a
 * device whose clock ran ahead assigns it a new reading, and a program may give it other arguments if it was refused. Immutable.
 *
 * @param tag the name of the action, or one of {@link SystemTags}
 * @param args the action's arguments and always {@code timestamp}: the wall time at the execution, in milliseconds since
 *     1970-01-01T00:00:00Z
 * @param createdAt the wall time at the execution, for people; it decides no order
 */
public record ActionRecord(
        ActionId id,
        String tag,
        UserId author,
        ClientId client,
        HybridTimestamp clock,
        JsonObject args,
        Instant createdAt) {

    /** @throws IllegalArgumentException if the tag is blank or {@code args.timestamp} is missing */
    public ActionRecord {
        if (tag.isBlank()) {
            throw new IllegalArgumentException("record " + id + " has no tag");
        }
        if (!args.containsKey(SystemTags.TIMESTAMP)) {
            throw new IllegalArgumentException("record " + id + " (" + tag + ") has no args.timestamp");
        }
    }

    /** {@return whether {@code args} are the record's own; false if they are a placeholder, see {@link StoredArgs}} */
    public boolean isReadable() {
        return !args.containsKey(SystemTags.UNREADABLE);
    }

    /** {@return whether the record is an execution of business logic, registered here or not} */
    public boolean isBase() {
        return !SystemTags.isSystem(tag);
    }

    /** {@return whether the record is a correction: row changes only, without logic} */
    public boolean isCorrection() {
        return SystemTags.isCorrection(tag);
    }

    /**
     * {@return whether the other record has the same content: tag, author and arguments} Client, clock and {@code timestamp} are not content,
     * because a client may change them while the record is pending.
     */
    public boolean hasContentOf(ActionRecord other) {
        return tag.equals(other.tag)
                && author.equals(other.author)
                && CellValues.same(withoutTimestamp(args), withoutTimestamp(other.args));
    }

    /** {@return a digest of the content} Two records have the same one if {@link #hasContentOf} holds for them. */
    public String contentDigest() {
        JsonDigest digest = new JsonDigest();
        digest.text(tag);
        digest.text(author.value());
        digest.value(withoutTimestamp(args));
        return digest.digest();
    }

    private static JsonObject withoutTimestamp(JsonObject args) {
        return JsonText.object(args).remove(SystemTags.TIMESTAMP).build();
    }

    /** {@return the clock in upstream's JSON} Its vector has the entry of the record's own client only, which decides the order. */
    public String clockJson() {
        return "{\"timestamp\":" + clock.timeMs() + ",\"vector\":{\"" + client + "\":" + clock.counter() + "}}";
    }

    /** {@return the same record with other arguments} Only before it is accepted. */
    public ActionRecord with(JsonObject others) {
        return new ActionRecord(id, tag, author, client, clock, others, createdAt);
    }

    /**
     * {@return the same record with another clock reading, by this client} Its {@code timestamp} is not later than the reading: a device whose
     * time ran ahead took it from the same clock.
     */
    public ActionRecord stamped(ClientId by, HybridTimestamp other) {
        return new ActionRecord(id, tag, author, by, other, notAfter(other.timeMs()), createdAt);
    }

    private JsonObject notAfter(long timeMs) {
        return args.get(SystemTags.TIMESTAMP) instanceof JsonNumber timestamp && timestamp.longValue() > timeMs
                ? JsonText.object(args).add(SystemTags.TIMESTAMP, timeMs).build()
                : args;
    }
}
