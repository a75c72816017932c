package org.synchrotron.log;

/**
 * The form of tags: 1 to {@value #LONGEST} characters out of A-Z, a-z, 0-9, {@code _}, {@code -} and {@code .}. So no two tags look
 * alike, and each can be named in a setting.
 */
public final class TagForm {

    /** The most characters of a tag. */
    public static final int LONGEST = 200;

    /** The form in words, for messages. */
    public static final String WORDS = "1 to " + LONGEST + " characters out of A-Z, a-z, 0-9, '_', '-' and '.'";

    private TagForm() {}

    /** {@return whether the text has the form of a tag} */
    public static boolean fits(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(TagForm::fits);
    }

    private static boolean fits(int character) {
        return character >= 'A' && character <= 'Z'
                || character >= 'a' && character <= 'z'
                || character >= '0' && character <= '9'
                || character == '_'
                || character == '-'
                || character == '.';
    }
}
