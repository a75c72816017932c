package org.synchrotron.demo.history;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table {@code author_tallies}: the totals of each author, which only this author sees. */
final class AuthorTallies {

    static final String TABLE = "author_tallies";

    private final Handle sql;

    AuthorTallies(Handle sql) {
        this.sql = sql;
    }

    void add(String author, List<FileChange> changes) {
        sql.createUpdate("""
                        insert into author_tallies (id, audience_key, commits, lines_added, lines_deleted)
                        values (:author, :audience, 1, :added, :deleted)
                        on conflict (id) do update
                        set commits = author_tallies.commits + 1,
                            lines_added = author_tallies.lines_added + excluded.lines_added,
                            lines_deleted = author_tallies.lines_deleted + excluded.lines_deleted
                        """)
                .bind("author", author)
                .bind("audience", Audiences.ofAuthor(author))
                .bind("added", changes.stream().mapToLong(FileChange::added).sum())
                .bind("deleted", changes.stream().mapToLong(FileChange::deleted).sum())
                .execute();
    }
}
