package org.synchrotron.demo.history;

/** The audience keys of the application's rows. */
public final class Audiences {

    private Audiences() {}

    /** {@return the audience of a file: all authors who ever work in the file's top-level folder} */
    public static String ofFile(String path) {
        int slash = path.indexOf('/');
        return "folder:" + (slash < 0 ? "." : path.substring(0, slash));
    }

    /** {@return the audience of rows that only this author sees} */
    public static String ofAuthor(String author) {
        return "user:" + author;
    }
}
