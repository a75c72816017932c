package org.synchrotron.demo.history;

/** Who may see which row. */
public final class Audiences {

    private Audiences() {}

    /** {@return the audience of a file: everybody who ever works in the same top-level folder} */
    public static String ofFile(String path) {
        int slash = path.indexOf('/');
        return "folder:" + (slash < 0 ? "." : path.substring(0, slash));
    }

    /** {@return the audience of what only this author sees} */
    public static String ofAuthor(String author) {
        return "user:" + author;
    }
}
