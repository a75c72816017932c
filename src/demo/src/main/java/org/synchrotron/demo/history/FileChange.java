package org.synchrotron.demo.history;

/**
 * What a commit did to one file.
 *
 * @param status as git says it: A added, M modified, D deleted, T changed its type
 * @param added lines
 * @param deleted lines
 */
public record FileChange(String path, String status, int added, int deleted) {

    /** A change as one line: {@code M 12 3 src/main/App.java}. */
    static final String LINE = "[AMDT] [0-9]{1,9} [0-9]{1,9} .+";

    private static final int FIELDS = 4;

    /** {@return the change that the line says, which matches {@link #LINE}} */
    static FileChange parse(String line) {
        String[] fields = line.split(" ", FIELDS);
        return new FileChange(fields[3], fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
    }

    /** {@return the change as a line} */
    public String line() {
        return status + " " + added + " " + deleted + " " + path;
    }

    /** {@return whether the file is gone after it} */
    public boolean deletes() {
        return status.equals("D");
    }

    /** {@return by how many lines the file grew} */
    public int growth() {
        return added - deleted;
    }
}
