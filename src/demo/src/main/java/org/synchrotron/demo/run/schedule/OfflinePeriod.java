package org.synchrotron.demo.run.schedule;

import java.util.List;
import org.synchrotron.demo.run.input.Commit;

/**
 * A time in which an author works offline. It begins with a commit and ends with an upload.
 *
 * @param endsAt when the author goes online again, in milliseconds since 1970
 * @param commits in the order in which they were made; never empty
 */
public record OfflinePeriod(String author, long endsAt, List<Commit> commits) {

    public OfflinePeriod {
        commits = List.copyOf(commits);
    }

    public long beginsAt() {
        return commits.get(0).authoredAt();
    }

    /** {@return when the author disconnects again: it stays online for as long as the period lasted} */
    long disconnectsAt() {
        return endsAt + (endsAt - beginsAt());
    }
}
