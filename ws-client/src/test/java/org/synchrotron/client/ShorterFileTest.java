package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.Todos;

@DisplayName("A client whose rows are gone")
@Timeout(120)
class ShorterFileTest {

    /** Of 2 kB each. */
    private static final int MANY = 1_500;

    @TempDir
    Path directory;

    private final Told told = new Told();

    private long size() {
        try {
            return Files.size(directory.resolve("todos.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitSize(LongPredicate wanted) {
        long begin = System.nanoTime();
        while (!wanted.test(size()) && System.nanoTime() - begin < SOON.toNanos()) {
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(size()).matches(wanted::test);
    }

    @Test
    void makesItsFileShorterWhileItWorks() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = Todos.alice(directory.resolve("todos.db"), server.uri(), told)
                        .open()) {
            server.append(Entries.bobsTodos(MANY));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            awaitSize(bytes -> bytes > 2_000_000);

            server.rows(Map.of("todos", "[[\"team\",\"t1\",null,7,null,null]]"));
            client.rebase();
            assertThat(client.awaitSynced(SOON)).isTrue();
            awaitSize(bytes -> bytes < 500_000);
        }
        assertThat(size()).isLessThan(200_000);
    }
}
