package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.db.sqlite.SqliteConnections;

@DisplayName("A file or setting that cannot be used")
class BadFileTest {

    @TempDir
    Path directory;

    private ClientBuilder builder(Path file) {
        ClientBuilder builder =
                SynchrotronClient.builder().database(file).user("alice").action(new CreateTodo());
        return builder;
    }

    private void refused(ClientBuilder builder, Kind kind, String... says) {
        assertThatThrownBy(builder::open).isInstanceOfSatisfying(DatabaseFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.getMessage()).contains(says);
        });
    }

    @Test
    void isNoDatabase() throws Exception {
        Path file = Files.writeString(directory.resolve("letter.txt"), "Dear Sir or Madam, ".repeat(100));

        refused(builder(file), Kind.NOT_A_DATABASE, "letter.txt");
        assertThat(Files.readString(file)).startsWith("Dear Sir");
    }

    @Test
    void isInADirectoryThatDoesNotExist() {
        refused(builder(directory.resolve("nowhere/todos.db")), Kind.CANNOT_OPEN, "nowhere");
    }

    @Test
    void isADirectory() {
        refused(builder(directory), Kind.CANNOT_OPEN, directory.getFileName().toString());
    }

    @Test
    void belongsToAnotherUser() {
        Path file = directory.resolve("todos.db");
        builder(file).open().close();

        refused(builder(file).user("bob"), Kind.OTHER_OWNER, "alice", "bob");
        refused(builder(file).clientId("another"), Kind.OTHER_OWNER, "another");
    }

    @Test
    void hasATrackedTableWithoutAudience() {
        refused(
                builder(directory.resolve("a.db"))
                        .schema("CREATE TABLE notes (id TEXT PRIMARY KEY NOT NULL)")
                        .track("notes"),
                Kind.SCHEMA,
                "notes",
                "audience_key");
    }

    @Test
    void hasATrackedTableWithoutId() {
        refused(
                builder(directory.resolve("a.db"))
                        .schema("CREATE TABLE notes (audience_key TEXT NOT NULL)")
                        .track("notes"),
                Kind.SCHEMA,
                "notes",
                "id");
    }

    @Test
    void hasNoTableOfThatName() {
        refused(builder(directory.resolve("a.db")).track("notes"), Kind.SCHEMA, "notes");
    }

    @Test
    void hasASchemaStepThatFails() {
        refused(builder(directory.resolve("a.db")).schema("CREATE TABEL notes"), Kind.SCHEMA, "step 1");
    }

    @Test
    void runsEachSchemaStepOnce() {
        Path file = directory.resolve("a.db");
        builder(file).schema(Todos.DDL).open().close();

        try (SynchrotronClient client = builder(file)
                .schema(Todos.DDL)
                .schema("CREATE TABLE local_notes (text TEXT)")
                .open()) {
            assertThat(client.<Integer, RuntimeException>read(
                            handle -> handle.createQuery("SELECT count(*) FROM local_notes")
                                    .mapTo(Integer.class)
                                    .one()))
                    .isZero();
        }
    }

    @Test
    void refusesWritesOutsideAnActionOnAnyConnection() throws Exception {
        Path file = directory.resolve("a.db");
        try (SynchrotronClient client =
                        builder(file).schema(Todos.DDL).track("todos").open();
                Connection other = SqliteConnections.open(file);
                Statement statement = other.createStatement()) {
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));

            assertThatThrownBy(() -> statement.executeUpdate("UPDATE todos SET text = 'x'"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("tracked table todos may only be written inside an action");
        }
    }

    @Test
    void isNoUrlOfAServer() {
        assertThatThrownBy(() -> SynchrotronClient.builder().server(URI.create("ftp://example.org")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ftp://example.org");
    }

    @Test
    void hasNoServerToConnectTo() {
        try (SynchrotronClient client = builder(directory.resolve("a.db")).open()) {
            assertThatThrownBy(client::connect).hasMessageContaining("server(");
        }
    }

    @Test
    void isFull() {
        try (SynchrotronClient client = builder(directory.resolve("a.db"))
                .schema(Todos.DDL)
                // What a full disk looks like to SQLite.
                .schema("PRAGMA max_page_count = 60")
                .track("todos")
                .open()) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            client.execute(new CreateTodo.Args("u:alice", "k" + i, "x".repeat(400)));
                        }
                    })
                    .isInstanceOfSatisfying(
                            DatabaseFailure.class,
                            full -> assertThat(full.kind()).isEqualTo(Kind.DISK_FULL));
            int stored = client.pending().size();
            assertThat(client.<Integer, RuntimeException>read(handle -> handle.createQuery("SELECT count(*) FROM todos")
                            .mapTo(Integer.class)
                            .one()))
                    .isEqualTo(stored);
        }
    }
}
