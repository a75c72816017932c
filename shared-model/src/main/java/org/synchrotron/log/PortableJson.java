package org.synchrotron.log;

import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * The one definition of the JSON that may enter the log: what every reader and writer on the way keeps as it is. These are {@link
 * JsonText}, JSON binding, PostgreSQL's {@code jsonb} and SQLite's JSON functions. It is applied to arguments when an action is
 * executed, and to all JSON of a record when the server accepts it.
 *
 * <ul>
 *   <li>A number has at most {@link #MOST_DIGITS} digits before the point and as many after it, in plain notation, because {@code
 *       jsonb} prints numbers so: {@code 1e1200} becomes 1,201 digits, and JSON readers refuse more than 1,100. Every double fits.
 *   <li>Strings and names hold neither U+0000, which PostgreSQL refuses, nor half a surrogate pair, which has no UTF-8.
 *   <li>At most {@link #DEEPEST} objects and arrays enclose each other.
 *   <li>The text with numbers in plain notation has at most {@link #LONGEST} characters, about.
 *   <li>Plain notation may add {@link #FREE_ZEROS} zeros to its numbers, and {@link #ZEROS_A_CHARACTER} for each other character;
 *       otherwise an upload of 16 MB with numbers such as {@code 1e399} would become deliveries of a gigabyte.
 * </ul>
 */
public final class PortableJson {

    /** The most digits of a number on each side of the point. */
    public static final int MOST_DIGITS = 400;

    /** The most objects and arrays that enclose each other. */
    public static final int DEEPEST = 64;

    /** The most characters of the whole text, with numbers in plain notation and strings without escapes. */
    public static final int LONGEST = 16 << 20;

    /** The zeros that plain notation may add in any case. */
    public static final int FREE_ZEROS = 4_000;

    /** The zeros that it may add for each other character. */
    public static final int ZEROS_A_CHARACTER = 8;

    private PortableJson() {}

    /**
     * {@return the first part of the value that is not portable, as a noun phrase with its path; empty if the value is portable}
     */
    public static Optional<String> unportablePart(JsonValue value) {
        return new PortableWalk().unportablePart(value);
    }

    /** {@return the part of a text that is not portable, as a noun phrase; empty if the text is portable} */
    public static Optional<String> unportablePart(String text) {
        return Optional.ofNullable(PortableWalk.unportable(text));
    }
}
