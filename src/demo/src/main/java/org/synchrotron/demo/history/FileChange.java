package org.synchrotron.demo.history;

/**
 * The change of one file by a commit.
 *
 * @param status as in git: A for added, M for modified, D for deleted, T for a changed type
 * @param added the number of added lines
 * @param deleted the number of deleted lines
 */
public record FileChange(String path, String status, int added, int deleted) {

    /** The pattern of a change as a line, such as {@code M 12 3 src/main/App.java}. */
    static final String LINE = "[AMDT] [0-9]{1,9} [0-9]{1,9} .+";

    private static final int FIELDS = 4;

    /** {@return the change of a line, which must match {@link #LINE}} */
    static FileChange parse(String line) {
        String[] fields = line.split(" ", FIELDS);
        return new FileChange(fields[3], fields[0], Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
    }

    /** {@return the change as a line} */
    public String line() {
        return status + " " + added + " " + deleted + " " + path;
    }

    /** {@return whether the change deletes the file} */
    public boolean deletes() {
        return status.equals("D");
    }

    /** {@return how many lines the file grew; negative if it shrank} */
    public int growth() {
        return added - deleted;
    }
}
