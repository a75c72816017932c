package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Tasks.count;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.db.sqlite.SqliteConnections;

@DisplayName("One file is for one client")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SecondClientTest {

    private static final String OF_THIS_PROGRAM = "another client of this program";
    private static final String OF_ANOTHER_PROCESS = "another process";

    @TempDir
    Path directory;

    private Path file;
    private Path lock;

    @BeforeEach
    void name() {
        file = directory.resolve("todos.db");
        lock = directory.resolve("todos.db.lock");
    }

    private static SynchrotronClient open(Path path) {
        return Todos.alice(path).open();
    }

    private static void refuses(Path path, String why) {
        assertThatThrownBy(() -> open(path)).isInstanceOfSatisfying(DatabaseFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.IN_USE);
            assertThat(failure.file()).isEqualTo(path);
            assertThat(failure.getMessage()).contains(path.toString(), why, "close");
        });
    }

    private static void execute(SynchrotronClient client) {
        client.execute(new CreateTodo.Args("u:alice", "k" + count(client), "milk"));
    }

    @Test
    void aSecondOneIsRefusedAndTheFirstWorksOn() {
        try (SynchrotronClient first = open(file)) {
            refuses(file, OF_THIS_PROGRAM);
            refuses(file, OF_THIS_PROGRAM);

            execute(first);
            assertThat(count(first)).isEqualTo(1);
        }
        try (SynchrotronClient next = open(file)) {
            assertThat(count(next)).isEqualTo(1);
        }
    }

    @Test
    void byAnyName() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), folder.resolve("real.db"));
        Path linkedFolder = Files.createSymbolicLink(directory.resolve("linked"), folder);
        Path linkOfLink = Files.createSymbolicLink(directory.resolve("again.db"), Path.of("link.db"));
        Path relative =
                Path.of("").toAbsolutePath().relativize(folder.toRealPath().resolve("real.db"));

        // The file is only made here, through two links.
        try (SynchrotronClient first = open(linkOfLink)) {
            for (Path name : new Path[] {
                link,
                linkOfLink,
                folder.resolve("real.db"),
                linkedFolder.resolve("real.db"),
                folder.resolve("../folder/./real.db"),
                relative
            }) {
                refuses(name, OF_THIS_PROGRAM);
            }
            execute(first);
            assertThat(folder.resolve("real.db")).exists();
            assertThat(folder.resolve("real.db.lock")).exists();
        }
        open(relative).close();
    }

    @Test
    void anotherProcessIsRefusedHoweverOftenThisOneTries() throws Exception {
        try (SynchrotronClient first = open(file)) {
            refuses(file, OF_THIS_PROGRAM);
            try (OtherProcess other = new OtherProcess(file)) {
                assertThat(other.refusal())
                        .startsWith("IN_USE")
                        .contains(file.toString(), lock.toString(), OF_ANOTHER_PROCESS);
            }
            execute(first);
        }
        try (OtherProcess other = new OtherProcess(file)) {
            assertThat(other.refusal()).isEmpty();
        }
    }

    @Test
    void thisProcessIsRefusedUntilTheOtherOneEnds() throws Exception {
        try (OtherProcess other = new OtherProcess(file)) {
            assertThat(other.refusal()).isEmpty();
            refuses(file, OF_ANOTHER_PROCESS);
            refuses(file, OF_ANOTHER_PROCESS);
        }
        open(file).close();
    }

    @Test
    void aProcessThatIsKilledHoldsNothing() throws Exception {
        try (OtherProcess other = new OtherProcess(file)) {
            refuses(file, OF_ANOTHER_PROCESS);
            other.kill();

            assertThat(lock).exists();
            try (SynchrotronClient next = open(file)) {
                execute(next);
            }
        }
    }

    @Test
    void aFileThatCouldNotBeOpenedIsFree() throws Exception {
        open(file).close();
        assertThatThrownBy(() -> Todos.alice(file).user("bob").open())
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.OTHER_OWNER));
        assertThatThrownBy(() -> Todos.alice(file)
                        .schema(connection -> {
                            throw new AssertionError("on purpose");
                        })
                        .open())
                .isInstanceOf(AssertionError.class);
        open(file).close();

        Path letter = Files.writeString(directory.resolve("letter.db"), "Dear Sir or Madam, ".repeat(100));
        assertThatThrownBy(() -> open(letter)).hasMessageContaining("not a database");
        Files.delete(letter);
        open(letter).close();
    }

    @Test
    void whoOnlyReadsIsNotRefused() throws Exception {
        try (SynchrotronClient client = open(file);
                Connection other = SqliteConnections.open(file);
                Statement statement = other.createStatement()) {
            execute(client);
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM todos")) {
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
            execute(client);
        }
        try (Connection other = SqliteConnections.open(file);
                SynchrotronClient client = open(file)) {
            assertThat(other.isValid(1)).isTrue();
            execute(client);
        }
    }

    @Test
    void nobodyOpensItWhereItCannotBeLocked() throws Exception {
        Files.createDirectory(lock);

        assertThatThrownBy(() -> open(file)).isInstanceOfSatisfying(DatabaseFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.CANNOT_OPEN);
            assertThat(failure.getMessage()).contains("todos.db.lock", "cannot be locked");
        });
        assertThat(file).doesNotExist();
    }

    @Test
    void aThreadThatIsInterruptedOpensIt() {
        Thread.currentThread().interrupt();
        SynchrotronClient client = open(file);

        assertThat(Thread.interrupted()).isTrue();
        try (client) {
            execute(client);
        }
    }

    /** As where two applications of one server bring the library with them. */
    @Test
    void alsoWhereOneProgramHoldsTheLibraryTwice() throws Exception {
        try (URLClassLoader second = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Method take = second.loadClass("org.synchrotron.client.store.DatabaseLock")
                    .getDeclaredMethod("take", Path.class);
            take.setAccessible(true);
            try (SynchrotronClient first = open(file)) {
                for (int tries = 0; tries < 2; tries++) {
                    assertThatThrownBy(() -> take.invoke(null, file))
                            .hasRootCauseMessage("database file " + file
                                    + ": another client of this program has it open; use that one, or close it first");
                }
                try (OtherProcess other = new OtherProcess(file)) {
                    assertThat(other.refusal()).as("the lock is still there").contains(OF_ANOTHER_PROCESS);
                }
                execute(first);
            }
            try (AutoCloseable taken = (AutoCloseable) take.invoke(null, file)) {
                assertThat(taken).isNotNull();
                refuses(file, OF_THIS_PROGRAM);
            }
            open(file).close();
        }
    }

    private static URL[] classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator))
                .map(each -> url(Path.of(each)))
                .toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
