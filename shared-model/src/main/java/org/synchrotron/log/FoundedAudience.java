package org.synchrotron.log;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of audiences that records found: a kind, a colon, and the id of the record. No other record has the id, so nobody can have
 * had the audience before.
 */
public final class FoundedAudience {

    /** The form of a kind in words, for messages. */
    public static final String KIND = "1 to 64 characters out of A-Z, a-z, 0-9, '_', '-' and '.'";

    private static final Pattern KIND_FORM = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private static final Pattern ID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private FoundedAudience() {}

    /**
     * {@return the audience of this kind that the record founds}
     *
     * @throws IllegalArgumentException if the kind does not have its form
     */
    public static String of(String kind, ActionId founder) {
        if (!KIND_FORM.matcher(kind).matches()) {
            throw new IllegalArgumentException("the kind of an audience has " + KIND + ", not: " + kind);
        }
        return kind + ":" + founder;
    }

    /** {@return whether the record alone can have founded the audience} */
    public static boolean isOf(ActionId record, String audience) {
        return audience.endsWith(record.value())
                && founder(audience).filter(record::equals).isPresent();
    }

    /** {@return the record that alone can have founded the audience; empty if its text does not end with the id of a record} */
    public static Optional<ActionId> founder(String audience) {
        int colon = audience.lastIndexOf(':');
        if (colon < 0 || !KIND_FORM.matcher(audience.substring(0, colon)).matches()) {
            return Optional.empty();
        }
        String id = audience.substring(colon + 1);
        return ID_FORM.matcher(id).matches() ? Optional.of(new ActionId(id)) : Optional.empty();
    }
}
