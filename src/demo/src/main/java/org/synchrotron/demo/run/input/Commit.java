package org.synchrotron.demo.run.input;

import java.util.Comparator;
import java.util.List;
import org.synchrotron.demo.history.FileChange;

/**
 * One commit of the history.
 *
 * @param number its position in the main line, from 1
 * @param authoredAt when its author made it, in milliseconds since 1970; not always later than that of the commits before
 */
public record Commit(long number, String author, long authoredAt, List<FileChange> files) {

    /** The order in which the authors worked. */
    public static final Comparator<Commit> AS_AUTHORED =
            Comparator.comparingLong(Commit::authoredAt).thenComparingLong(Commit::number);

    public Commit {
        files = List.copyOf(files);
    }
}
