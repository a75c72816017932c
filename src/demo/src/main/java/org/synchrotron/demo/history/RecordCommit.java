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
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/**
 * Adds a commit to the project's files. It builds on the present rows: it adds to their lines and changes, and sets their last
 * author. So a commit that arrives late changes the results of the commits after it in replay order.
 *
 * <p>An author sees every file of the commit, so a run in the author's view has all effects, and nobody else runs the action
 * again. It returns the number of files that no earlier commit touched.
 */
@SyncAction(value = "record_commit_v1", replay = ReplayPolicy.AUTHOR)
public class RecordCommit implements Action<RecordCommit.Args, Integer> {

    /**
     * The commit, in a short form: each user who sees one of its files receives all of it.
     *
     * @param number the commit's position in the main line
     * @param files one line per changed file, each file once; empty if the commit changed only binary files
     */
    public record Args(
            @Positive long number,

            @NotNull @Size(max = 10_000)
            List<@NotNull @Size(max = 1_000) @Pattern(regexp = FileChange.LINE) String> files) {

        /** {@return the arguments for a commit with these changes} */
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

    /** Its files and its author's tally: a late commit makes only those later ones run again that changed one of its files, or are its author's. */
    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        List<String> paths = args.changes().stream().map(FileChange::path).toList();
        String[] folders = paths.stream().map(Audiences::ofFile).distinct().toArray(String[]::new);
        return Footprint.audience(Audiences.ofAuthor(context.author()), folders)
                .onlyRow(AuthorTallies.TABLE, context.author())
                .and(TrackedFiles.TABLE, paths);
    }
}
