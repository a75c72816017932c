package org.synchrotron.demo.history;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code files}: one query reads all files of a commit, one batch writes them. */
final class TrackedFiles {

    static final String TABLE = "files";

    private final Handle sql;

    TrackedFiles(Handle sql) {
        this.sql = sql;
    }

    Map<String, TrackedFile> byPath(List<String> paths) {
        if (paths.isEmpty()) {
            return Map.of();
        }
        return sql.createQuery("""
                        select id, lines, changes, last_author, last_commit, deleted
                        from files
                        where id in (<paths>)
                        """).bindList("paths", padded(paths)).map(TrackedFile::read).stream()
                .collect(toMap(TrackedFile::path, file -> file));
    }

    /** Repeats the last path up to the next power of two, so that there are few different statements to prepare. */
    private static List<String> padded(List<String> paths) {
        int size = Integer.highestOneBit(Math.max(1, 2 * paths.size() - 1));
        List<String> padded = new ArrayList<>(paths);
        padded.addAll(Collections.nCopies(size - paths.size(), paths.get(paths.size() - 1)));
        return padded;
    }

    void insert(Collection<TrackedFile> files) {
        write(files, """
                insert into files (id, audience_key, lines, changes, last_author, last_commit, deleted)
                values (:path, :audience, :lines, :changes, :lastAuthor, :lastCommit, :deleted)
                """);
    }

    void update(Collection<TrackedFile> files) {
        write(files, """
                update files
                set lines = :lines, changes = :changes, last_author = :lastAuthor, last_commit = :lastCommit,
                    deleted = :deleted
                where id = :path
                """);
    }

    private void write(Collection<TrackedFile> files, String statement) {
        if (files.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = sql.prepareBatch(statement)) {
            for (TrackedFile file : files) {
                bind(batch, file).add();
            }
            batch.execute();
        }
    }

    private static PreparedBatch bind(PreparedBatch batch, TrackedFile file) {
        return batch.bind("path", file.path())
                .bind("audience", Audiences.ofFile(file.path()))
                .bind("lines", file.lines())
                .bind("changes", file.changes())
                .bind("lastAuthor", file.lastAuthor())
                .bind("lastCommit", file.lastCommit())
                .bind("deleted", file.deleted());
    }
}
