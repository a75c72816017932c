package org.synchrotron.protocol;

import java.util.regex.Pattern;

/**
 * A place in a server's log, in the server's own words. A client stores it with a delivery, and sends it back to go on from there; it
 * reads nothing in it. Immutable.
 *
 * @param text 1 to {@value #MAX_LENGTH} visible ASCII characters
 */
public record Cursor(String text) {

    private static final int MAX_LENGTH = 200;

    private static final Pattern FORM = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    /** @throws IllegalArgumentException if the text does not have the form */
    public Cursor {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a cursor has 1 to " + MAX_LENGTH + " visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
