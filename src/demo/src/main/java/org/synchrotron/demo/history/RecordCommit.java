package org.synchrotron.demo.history;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/**
 * Takes a commit into the project's files. It builds on what it finds: lines and changes go up from what the commits before
 * left, and the last author in replay order stays. So a commit that arrives late changes what later ones give.
 *
 * <p>It returns the number of files that the commit touched first.
 */
@SyncAction("record_commit_v1")
public class RecordCommit implements Action<RecordCommit.Args, Integer> {

    /**
     * The commit.
     *
     * @param number its position in the main line
     * @param files what it did, each file once; empty if it touched binary files only
     */
    public record Args(
            @Positive long number,
            @NotNull @Size(max = 10_000) List<@NotNull @Valid FileChange> files) {}

    @Override
    public Integer apply(Args args, ActionContext context) {
        TrackedFiles files = new TrackedFiles(context.sql());
        Map<String, TrackedFile> present =
                files.byPath(args.files().stream().map(FileChange::path).toList());
        List<TrackedFile> first = new ArrayList<>();
        List<TrackedFile> again = new ArrayList<>();
        for (FileChange change : args.files()) {
            TrackedFile before = present.get(change.path());
            if (before == null) {
                first.add(TrackedFile.first(change, context.author(), args.number()));
            } else {
                again.add(before.after(change, context.author(), args.number()));
            }
        }
        files.insert(first);
        files.update(again);
        new AuthorTallies(context.sql()).add(context.author(), args.files());
        return first.size();
    }
}
