package org.synchrotron.protocol;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of one row delivery, in all its messages: parts that belong to another one are not stored with it. The server gives it; a client
 * only compares it. Immutable.
 *
 * @param value 1 to {@value #MAX_LENGTH} visible ASCII characters
 */
public record RowDeliveryId(String value) {

    private static final int MAX_LENGTH = 100;

    private static final Pattern FORM = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    /** @throws IllegalArgumentException if the text does not have the form */
    public RowDeliveryId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "the id of a row delivery has 1 to " + MAX_LENGTH + " visible ASCII characters");
        }
    }

    /** {@return the id with this UUID} */
    public static RowDeliveryId of(UUID id) {
        return new RowDeliveryId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
