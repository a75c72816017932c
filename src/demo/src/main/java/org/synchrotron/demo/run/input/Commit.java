package org.synchrotron.demo.run.input;

import java.util.Comparator;
import java.util.List;
import org.synchrotron.demo.history.FileChange;

/**
 * One commit of the history.
 *
 * @param number the commit's position in the main line, from 1 on
 * @param authoredAt when the author made it, in milliseconds since 1970; may be before that of an earlier commit
 */
public record Commit(long number, String author, long authoredAt, List<FileChange> files) {

    /** The order in which the authors made the commits. */
    public static final Comparator<Commit> AS_AUTHORED =
            Comparator.comparingLong(Commit::authoredAt).thenComparingLong(Commit::number);

    public Commit {
        files = List.copyOf(files);
    }
}
