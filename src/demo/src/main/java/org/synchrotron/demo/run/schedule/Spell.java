package org.synchrotron.demo.run.schedule;

import java.util.List;
import org.synchrotron.demo.run.input.Commit;

/**
 * The time that an author works offline: it begins with a commit and ends with an upload.
 *
 * @param endsAt when the author goes online again, in milliseconds since 1970
 * @param commits in the order in which they were made; never empty
 */
public record Spell(String author, long endsAt, List<Commit> commits) {

    public Spell {
        commits = List.copyOf(commits);
    }

    public long beginsAt() {
        return commits.get(0).authoredAt();
    }

    long homeAt() {
        return endsAt + (endsAt - beginsAt());
    }
}
