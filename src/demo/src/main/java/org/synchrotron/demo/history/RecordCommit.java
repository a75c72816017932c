package org.synchrotron.demo.history;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/**
 * Takes a commit into the project's files. It builds on what it finds: lines and changes go up from what the commits before
 * left, and the last author in replay order stays. So a commit that arrives late changes what later ones give.
 *
 * <p>An author sees every file of the commit, so what it did under the author's view is all there is: nobody else runs it again. It returns
 * the number of files that the commit touched first.
 */
@SyncAction(value = "record_commit_v1", replay = ReplayPolicy.AUTHOR)
public class RecordCommit implements Action<RecordCommit.Args, Integer> {

    /**
     * The commit. Everybody who sees one of its files gets all of it, so it is short.
     *
     * @param number its position in the main line
     * @param files what it did, each file once, a line for each; empty if it touched binary files only
     */
    public record Args(
            @Positive long number,

            @NotNull @Size(max = 10_000)
            List<@NotNull @Size(max = 1_000) @Pattern(regexp = FileChange.LINE) String> files) {

        /** {@return the arguments for a commit that did these changes} */
        public static Args of(long number, List<FileChange> changes) {
            return new Args(number, changes.stream().map(FileChange::line).toList());
        }

        List<FileChange> changes() {
            return files.stream().map(FileChange::parse).toList();
        }
    }

    @Override
    public Integer apply(Args args, ActionContext context) {
        List<FileChange> changes = args.changes();
        TrackedFiles files = new TrackedFiles(context.sql());
        Map<String, TrackedFile> present =
                files.byPath(changes.stream().map(FileChange::path).toList());
        List<TrackedFile> first = new ArrayList<>();
        List<TrackedFile> again = new ArrayList<>();
        for (FileChange change : changes) {
            TrackedFile before = present.get(change.path());
            if (before == null) {
                first.add(TrackedFile.first(change, context.author(), args.number()));
            } else {
                again.add(before.after(change, context.author(), args.number()));
            }
        }
        files.insert(first);
        files.update(again);
        new AuthorTallies(context.sql()).add(context.author(), changes);
        return first.size();
    }
}
