package org.synchrotron.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.ActionFailed;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.client.todos.Speak;
import org.synchrotron.client.todos.Todos;

@DisplayName("JSON that an action writes by SQL")
class WrittenJsonTest {

    @TempDir
    Path directory;

    private SynchrotronClient client;

    @BeforeEach
    void open() {
        client = Todos.alice(directory.resolve("todos.db"))
                .schema("CREATE TABLE docs (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, body JSON TEXT)")
                .track("docs")
                .open();
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** @param levels negative for a number of as many digits instead */
    private void fill(int levels) {
        String document =
                levels < 0 ? "{\"n\": 1" + "0".repeat(-levels - 1) + "}" : "[".repeat(levels) + "]".repeat(levels);
        client.execute(new Speak.Args("INSERT INTO docs VALUES ('" + levels + "', 'team', '" + document + "')"));
    }

    private int documents() {
        return client.read(handle -> handle.createQuery("SELECT count(*) FROM docs")
                .mapTo(Integer.class)
                .one());
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 100, 600, 990, -401, -1_201, -20_000})
    void isRefusedIfNotEveryReplicaCouldReadIt(int levels) {
        assertThatThrownBy(() -> fill(levels))
                .isInstanceOf(ActionFailed.class)
                .rootCause()
                .hasMessageContaining("of table docs would hold");
        assertThat(documents()).isZero();
        assertThat(client.pending()).isEmpty();
    }

    @Test
    void isStoredUpToTheLimits() {
        fill(63);
        fill(-400);
        assertThat(documents()).isEqualTo(2);
    }
}
