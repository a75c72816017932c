package org.synchrotron.log;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridTimestamp;

/**
 * Reads the arguments of a record from a database. A database may hold arguments that no reader takes, from an older version or
 * by somebody's SQL: they must not keep anybody from the records around. Such a record gets a placeholder for its arguments, and
 * {@link ActionRecord#isReadable} is false for it.
 */
public final class StoredArgs {

    private StoredArgs() {}

    /**
     * {@return the arguments; a placeholder if the text is not JSON within {@link JsonLimits#COLUMN}, lacks {@code timestamp}, or
     * has not what {@link CorrectionArgs} need although the tag is a correction's}
     *
     * @param clock the record's clock; its time stands in the placeholder as {@code timestamp}
     */
    public static JsonObject read(String text, String tag, HybridTimestamp clock) {
        try {
            return of(JsonText.read(text), tag, clock);
        } catch (MalformedJson e) {
            return placeholder(String.valueOf(e.getMessage()), clock);
        }
    }

    /** {@return the same for arguments that are read already, or for an object that has only {@link SystemTags#UNREADABLE}} */
    public static JsonObject of(JsonObject args, String tag, HybridTimestamp clock) {
        String flaw = flaw(args, tag);
        return flaw == null ? args : placeholder(flaw, clock);
    }

    /** {@return why the arguments are a placeholder, as a clause; empty if they are the record's own} */
    public static Optional<String> flaw(ActionRecord record) {
        return record.isReadable()
                ? Optional.empty()
                : Optional.of(record.args().getString(SystemTags.UNREADABLE, "it is a placeholder"));
    }

    private static @Nullable String flaw(JsonObject args, String tag) {
        if (args.containsKey(SystemTags.UNREADABLE)) {
            return args.getString(SystemTags.UNREADABLE, "they are a placeholder");
        }
        if (!args.containsKey(SystemTags.TIMESTAMP)) {
            return SystemTags.TIMESTAMP + " is missing";
        }
        if (!SystemTags.isCorrection(tag)) {
            return null;
        }
        return args.get(SystemTags.TIMESTAMP) instanceof JsonNumber
                ? CorrectionArgs.flaw(args)
                : "timestamp is not a number";
    }

    private static JsonObject placeholder(String why, HybridTimestamp clock) {
        return JsonText.object()
                .add(SystemTags.TIMESTAMP, clock.timeMs())
                .add(SystemTags.UNREADABLE, why)
                .build();
    }
}
