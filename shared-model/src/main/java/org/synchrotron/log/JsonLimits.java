package org.synchrotron.log;

/**
 * The most that one JSON text may hold. {@link JsonText} refuses a text with more before it makes a value of it. Immutable.
 *
 * @param characters the length of the text, in characters
 * @param values the number of all values in it: objects, arrays, strings, numbers, booleans and nulls
 * @param depth how many objects and arrays enclose each other
 * @param members the members of one object
 * @param elements the elements of one array
 * @param stringCharacters the length of one string or of one name, in characters
 * @param numberCharacters the length of one number as the text spells it, in characters
 * @param numberDigits the digits of one number on each side of the point, in plain notation: {@code 1e300} has 301 before it
 * @param names whether an object may have two members with one name
 */
public record JsonLimits(
        int characters,
        int values,
        int depth,
        int members,
        int elements,
        int stringCharacters,
        int numberCharacters,
        int numberDigits,
        Names names) {

    /** What happens to members of one object with one name. */
    public enum Names {
        /** The text is refused. */
        UNIQUE,
        /** The last one counts, as in {@code jsonb}. SQLite keeps such text in a column. */
        LAST_COUNTS
    }

    private static final int LONGEST = 256 << 20;
    private static final int MOST_VALUES = 4 << 20;
    private static final int DEEPEST = 512;
    private static final int MOST_DIGITS = 10_000;

    /**
     * The longest number that every JSON reader on the way reads; Parsson, the reader under JSON binding, refuses longer ones.
     */
    private static final int LONGEST_NUMBER = 1_100;

    /**
     * For a message. They are wider than those of {@link PortableJson}, so that a record with arguments that are not portable is
     * refused by its id, and the others of its message are not.
     */
    public static final JsonLimits MESSAGE = new JsonLimits(
            LONGEST,
            MOST_VALUES,
            DEEPEST,
            MOST_VALUES,
            MOST_VALUES,
            LONGEST,
            MOST_DIGITS + 10,
            MOST_DIGITS,
            Names.UNIQUE);

    /** For a JSON column, which is stored arguments, a patch or the image of a row. */
    public static final JsonLimits COLUMN = new JsonLimits(
            LONGEST,
            MOST_VALUES,
            DEEPEST,
            MOST_VALUES,
            MOST_VALUES,
            LONGEST,
            LONGEST_NUMBER,
            MOST_DIGITS,
            Names.LAST_COUNTS);

    /**
     * For what this database's own triggers captured, to undo it: it must be readable after anything that an action may write. SQLite makes
     * no JSON that is deeper.
     */
    public static final JsonLimits UNDO = new JsonLimits(
            LONGEST, MOST_VALUES, 998, MOST_VALUES, MOST_VALUES, LONGEST, 1 << 20, 1 << 20, Names.LAST_COUNTS);
}
