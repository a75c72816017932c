package org.synchrotron.walk;

/**
 * What a page says to type.
 *
 * @param place page and line
 * @param text the command, as it stands there
 */
record Command(String place, String text) {

    /** {@return the command in one line, for messages} */
    String line() {
        return text.replaceAll("\\s*\\\\\\n\\s*", " ");
    }
}
