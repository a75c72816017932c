package org.synchrotron.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the server decided about a record.
 *
 * @param kind what became of it
 * @param reason why it was rejected; null unless it was
 */
public record Outcome(Kind kind, @Nullable Rejection reason) {

    /** The record did what its author saw. */
    public static final Outcome APPLIED = new Outcome(Kind.APPLIED, null);

    /** The record did something else than its author first saw, because of what came before it in the global order. */
    public static final Outcome ADAPTED = new Outcome(Kind.ADAPTED, null);

    /** The three outcomes. */
    public enum Kind {
        APPLIED,
        ADAPTED,
        REJECTED;

        /** {@return its spelling in SQL and on the wire} */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * Why a record is a no-op.
     *
     * @param code for programs: the code of the refusal, or {@code failed}
     * @param message for people: a sentence
     */
    public record Rejection(String code, String message) {}

    public Outcome {
        if ((kind == Kind.REJECTED) != (reason != null)) {
            throw new IllegalArgumentException("a rejection has a reason and nothing else has: " + kind);
        }
    }

    /**
     * {@return the outcome that is kept in three parts, as columns and messages do}
     *
     * @param kind as {@link Kind#text} spells it
     * @param code null unless it is a rejection
     * @param message null for none
     */
    public static Outcome of(String kind, @Nullable String code, @Nullable String message) {
        Rejection reason = code == null ? null : new Rejection(code, message == null ? "" : message);
        return new Outcome(Kind.of(kind), reason);
    }

    /** The record stays in the log without effects. */
    public static Outcome rejected(String code, String message) {
        return new Outcome(Kind.REJECTED, new Rejection(code, message));
    }
}
