package org.synchrotron.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the server decided about a record. Immutable.
 *
 * @param kind the decision
 * @param reason why the record was rejected; null for the other kinds
 */
public record Outcome(Kind kind, @Nullable Rejection reason) {

    /** The run of the record on the server did what its author saw. */
    public static final Outcome APPLIED = new Outcome(Kind.APPLIED, null);

    /**
     * The run of the record on the server differed from what its author first saw, because of records before it in the global
     * order.
     */
    public static final Outcome ADAPTED = new Outcome(Kind.ADAPTED, null);

    /** The three outcomes. */
    public enum Kind {
        APPLIED,
        ADAPTED,
        REJECTED;

        /** {@return the spelling in SQL and on the wire} */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * {@return the kind with this spelling}
         *
         * @throws IllegalArgumentException if there is none
         */
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
            throw new IllegalArgumentException("a rejection needs a reason, and other outcomes have none: " + kind);
        }
    }

    /**
     * {@return the outcome in the three parts that columns and messages have}
     *
     * @param kind as {@link Kind#text} spells it
     * @param code null unless it is a rejection
     * @param message null for none
     */
    public static Outcome of(String kind, @Nullable String code, @Nullable String message) {
        Rejection reason = code == null ? null : new Rejection(code, message == null ? "" : message);
        return new Outcome(Kind.of(kind), reason);
    }

    /** {@return the outcome of a record that stays in the log as a no-op} */
    public static Outcome rejected(String code, String message) {
        return new Outcome(Kind.REJECTED, new Rejection(code, message));
    }
}
