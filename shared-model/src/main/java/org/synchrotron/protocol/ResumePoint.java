package org.synchrotron.protocol;

import java.util.regex.Pattern;

/**
 * A place in a row delivery, in the server's own words. A client stores it with the part that has it, and sends it back if the delivery was cut
 * after that, to be sent the rest only; it reads nothing in it. Immutable.
 *
 * @param text 1 to {@value #MAX_LENGTH} visible ASCII characters
 */
public record ResumePoint(String text) {

    /** The most characters. */
    public static final int MAX_LENGTH = 4_000;

    private static final Pattern FORM = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

    /** @throws IllegalArgumentException if the text does not have the form */
    public ResumePoint {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a resume point has 1 to " + MAX_LENGTH + " visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
