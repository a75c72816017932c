package org.synchrotron.log;

import java.util.regex.Pattern;

/**
 * The form of tags: 1 to {@value #LONGEST} characters out of A-Z, a-z, 0-9, {@code _}, {@code -} and {@code .}. So no two tags look
 * alike, and each can be named in a setting.
 */
public final class TagForm {

    /** The most characters of a tag. */
    public static final int LONGEST = 200;

    /** The form in words, for messages. */
    public static final String WORDS = "1 to " + LONGEST + " characters out of A-Z, a-z, 0-9, '_', '-' and '.'";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1," + LONGEST + "}");

    private TagForm() {}

    /** {@return whether the text has the form of a tag} */
    public static boolean fits(String text) {
        return FORM.matcher(text).matches();
    }
}
