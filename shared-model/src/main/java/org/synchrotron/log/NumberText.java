package org.synchrotron.log;

/**
 * The size of a number, counted in its text or from its parts, without making or expanding a {@link java.math.BigDecimal}.
 * Immutable.
 *
 * @param before the digits before the point in plain notation, at least 1
 * @param after the digits after the point in plain notation
 */
record NumberText(long before, long after) {

    /** More digits than any exponent in a text of this length can be worth reading: it is taken as the greatest there is. */
    private static final int LONGEST_EXPONENT = 9;

    private static final long GREATEST_EXPONENT = 10_000_000_000L;

    /** {@return the size of the number in this text, which must be a JSON number} Leading zeros do not count. */
    static NumberText of(String text) {
        int exponentAt = exponentAt(text);
        int start = text.charAt(0) == '-' ? 1 : 0;
        int pointAt = text.lastIndexOf('.', exponentAt);
        int fraction = pointAt < 0 ? 0 : exponentAt - pointAt - 1;
        int whole = (pointAt < 0 ? exponentAt : pointAt) - start;
        int leading = leadingZeros(text, start, exponentAt);
        return of(whole + fraction - leading, fraction - exponent(text, exponentAt));
    }

    /**
     * {@return the size of a number}
     *
     * @param precision the digits of its unscaled value
     * @param scale how many of them lie after the point; negative if zeros follow them before it
     */
    static NumberText of(long precision, long scale) {
        return new NumberText(Math.max(precision - scale, 1), Math.max(scale, 0));
    }

    boolean exceeds(int digits) {
        return before > digits || after > digits;
    }

    private static int exponentAt(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                return i;
            }
        }
        return text.length();
    }

    private static int leadingZeros(String text, int start, int end) {
        int zeros = 0;
        for (int i = start; i < end && (text.charAt(i) == '0' || text.charAt(i) == '.'); i++) {
            zeros += text.charAt(i) == '0' ? 1 : 0;
        }
        return zeros;
    }

    private static long exponent(String text, int exponentAt) {
        if (exponentAt == text.length()) {
            return 0;
        }
        int first = exponentAt + 1;
        boolean negative = text.charAt(first) == '-';
        if (negative || text.charAt(first) == '+') {
            first++;
        }
        while (first < text.length() - 1 && text.charAt(first) == '0') {
            first++;
        }
        long size = text.length() - first > LONGEST_EXPONENT
                ? GREATEST_EXPONENT
                : Long.parseLong(text, first, text.length(), 10);
        return negative ? -size : size;
    }
}
