package org.synchrotron.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the server decided about a record. Immutable.
 *
 * @param kind the decision
 * @param reason why the record is a no-op; null if it is none
 */
public record Outcome(Kind kind, @Nullable Rejection reason) {

    /** The run of the record on the server did what its author saw. */
    public static final Outcome APPLIED = new Outcome(Kind.APPLIED, null);

    /**
     * The run of the record on the server differed from what its author first saw, because of records before it in the global
     * order.
     */
    public static final Outcome ADAPTED = new Outcome(Kind.ADAPTED, null);

    /** The four outcomes. */
    public enum Kind {
        APPLIED,
        ADAPTED,
        /** A no-op, because its run refused or failed; a later run may turn it round. */
        REJECTED,
        /** A no-op for good: an operator has withdrawn it. */
        WITHDRAWN;

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
     * @param code for programs: the code of the refusal, {@code failed}, or {@code withdrawn}
     * @param message for people: a sentence
     */
    public record Rejection(String code, String message) {}

    public Outcome {
        if (isNoOp(kind) != (reason != null)) {
            throw new IllegalArgumentException("a no-op needs a reason, and other outcomes have none: " + kind);
        }
    }

    /**
     * {@return the outcome in the three parts that columns and messages have}
     *
     * @param kind as {@link Kind#text} spells it
     * @param code null unless it is a no-op
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

    /** {@return the outcome of a record that an operator has withdrawn, with the operator's sentence} */
    public static Outcome withdrawn(String message) {
        return new Outcome(Kind.WITHDRAWN, new Rejection(Kind.WITHDRAWN.text(), message));
    }

    /** {@return whether the record changes nothing} */
    public boolean isNoOp() {
        return isNoOp(kind);
    }

    private static boolean isNoOp(Kind kind) {
        return kind == Kind.REJECTED || kind == Kind.WITHDRAWN;
    }
}
