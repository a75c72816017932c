package org.synchrotron.protocol;

/** The length of texts in UTF-8, without encoding them. */
public final class Utf8 {

    private Utf8() {}

    /** {@return how many bytes the text takes in UTF-8} It may hold half a surrogate pair, as a part of a longer text does. */
    public static long length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            length += length(text.charAt(i));
        }
        return length;
    }

    /** A character outside the basic plane is two surrogates and four bytes. */
    private static int length(char unit) {
        if (unit < 0x80) {
            return 1;
        }
        return unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
    }
}
