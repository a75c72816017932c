package org.synchrotron.log;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.synchrotron.clock.HybridTimestamp;

/**
 * One execution of an action, as its author's replica wrote it: never changed afterwards, except that a device whose clock
 * ran ahead gives its pending records new readings.
 *
 * @param tag names the action, or is one of {@link SystemTags}
 * @param args the action's arguments and always {@code timestamp}, the wall time in milliseconds at the execution
 * @param createdAt the wall time at the execution, for people; it orders nothing
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

    /** {@return whether business logic stands behind it, known here or not} */
    public boolean isBase() {
        return !SystemTags.isSystem(tag);
    }

    public boolean isCorrection() {
        return SystemTags.isCorrection(tag);
    }

    /** {@return whether it is a correction that a replica contributed (rule 7), not one of the server's own} */
    public boolean isContribution() {
        return isCorrection() && !client.equals(ClientId.SERVER);
    }

    /** {@return the clock as upstream writes it, in JSON: of the vector, the origin's own entry, which is all that orders} */
    public String clockJson() {
        return "{\"timestamp\":" + clock.timeMs() + ",\"vector\":{\"" + client + "\":" + clock.counter() + "}}";
    }

    /** {@return the same record at another reading of the clock} */
    public ActionRecord stamped(HybridTimestamp other) {
        return new ActionRecord(id, tag, author, client, other, args, createdAt);
    }
}
