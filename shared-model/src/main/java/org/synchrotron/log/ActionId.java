package org.synchrotron.log;

import java.util.Locale;
import java.util.UUID;

/**
 * The id of one action record: a UUID in lower case, compared as text. It is assigned once, at the first execution, and never
 * changes, also when the record runs again or gets a new clock reading. So the row ids derived from it never change. Immutable.
 */
public record ActionId(String value) implements Comparable<ActionId> {

    /** @throws IllegalArgumentException if the text is not a UUID; upper case is accepted and made lower case */
    public ActionId {
        value = value.toLowerCase(Locale.ROOT);
        if (value.length() != 36 || !UUID.fromString(value).toString().equals(value)) {
            throw new IllegalArgumentException("not a UUID: " + value);
        }
    }

    /** {@return the id with this UUID} */
    public static ActionId of(UUID id) {
        return new ActionId(id.toString());
    }

    /** {@return the id as a UUID} */
    public UUID uuid() {
        return UUID.fromString(value);
    }

    @Override
    public int compareTo(ActionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
