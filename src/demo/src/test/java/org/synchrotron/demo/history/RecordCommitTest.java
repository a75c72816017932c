package org.synchrotron.demo.history;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.ActionContext;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

class RecordCommitTest {

    private Handle sql;

    @BeforeEach
    void openTables() throws IOException {
        sql = Jdbi.open("jdbc:sqlite::memory:");
        try (InputStream tables = RecordCommit.class.getResourceAsStream("/db/history-client.sql")) {
            sql.createScript(new String(tables.readAllBytes(), StandardCharsets.UTF_8))
                    .execute();
        }
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Test
    void firstCommitCreatesTheFile() {
        assertThat(commit(1, "ann", new FileChange("src/a", "A", 7, 0))).isEqualTo(1);

        assertThat(file("src/a"))
                .containsEntry("audience_key", "folder:src")
                .containsEntry("lines", 7)
                .containsEntry("changes", 1)
                .containsEntry("last_author", "ann")
                .containsEntry("deleted", 0);
    }

    @Test
    void laterCommitsBuildOnThePresentRows() {
        commit(1, "ann", new FileChange("a", "A", 7, 0));
        assertThat(commit(2, "bob", new FileChange("a", "M", 3, 5), new FileChange("b", "A", 1, 0)))
                .isEqualTo(1);

        assertThat(file("a"))
                .containsEntry("audience_key", "folder:.")
                .containsEntry("lines", 5)
                .containsEntry("changes", 2)
                .containsEntry("last_author", "bob")
                .containsEntry("last_commit", 2);
        assertThat(file("b")).containsEntry("lines", 1);
    }

    @Test
    void deletedFileStaysMarkedUntilACommitAddsItAgain() {
        commit(1, "ann", new FileChange("a", "A", 7, 0));
        commit(2, "ann", new FileChange("a", "D", 0, 7));
        assertThat(file("a")).containsEntry("deleted", 1).containsEntry("lines", 0);

        commit(3, "ann", new FileChange("a", "A", 2, 0));
        assertThat(file("a")).containsEntry("deleted", 0).containsEntry("lines", 2);
    }

    @Test
    void commitWithoutFilesCountsForItsAuthor() {
        commit(1, "ann", new FileChange("a", "A", 7, 0), new FileChange("b", "A", 1, 0));
        commit(2, "ann");

        assertThat(sql.select("select * from author_tallies").mapToMap().one())
                .containsEntry("id", "ann")
                .containsEntry("audience_key", "user:ann")
                .containsEntry("commits", 2)
                .containsEntry("lines_added", 8)
                .containsEntry("lines_deleted", 0);
    }

    private Integer commit(long number, String author, FileChange... files) {
        ActionRecord record = new ActionRecord(
                ActionId.of(new UUID(0, number)),
                "record_commit_v1",
                new UserId(author),
                new ClientId(author),
                new HybridTimestamp(number, number),
                Json.createObjectBuilder().add("timestamp", number).build(),
                Instant.ofEpochMilli(number));
        return new RecordCommit().apply(RecordCommit.Args.of(number, List.of(files)), new ActionContext(sql, record));
    }

    private Map<String, Object> file(String path) {
        return sql.select("select * from files where id = ?", path).mapToMap().one();
    }
}
