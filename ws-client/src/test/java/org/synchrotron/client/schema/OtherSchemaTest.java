package org.synchrotron.client.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.schema.Program.bob;
import static org.synchrotron.client.schema.Program.deleted;
import static org.synchrotron.client.schema.Program.inserted;
import static org.synchrotron.client.schema.Program.updated;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.Entries;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.RowScope;

/** The program is older than the server, or newer: the log names tables and columns that are not here. */
@DisplayName("A log of another schema")
class OtherSchemaTest {

    private static final String NOTES =
            "CREATE TABLE notes (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, a TEXT)";

    @TempDir
    Path directory;

    private Program alice;

    @BeforeEach
    void open() {
        alice = new Program(directory.resolve("alice.db")).tracking("notes").open(Program.sql(NOTES));
    }

    @AfterEach
    void close() {
        alice.close();
    }

    private List<String> notes() {
        return alice.texts("SELECT id || coalesce(a, '-') FROM notes ORDER BY id");
    }

    @Test
    void isReadThroughTheTablesThatAreHere() {
        alice.deliver(
                bob(10, 1, inserted("notes", "{'id':'n','a':'x','colour':'red'}"), inserted("tags", "{'id':'t'}")),
                bob(20, 2, updated("notes", "n", "{'colour':'blue'}"), updated("tags", "t", "{'b':1}")),
                bob(30, 3, updated("notes", "n", "{'a':'y','colour':null}"), deleted("tags", "t")));
        assertThat(notes()).containsExactly("ny");
        alice.deliver(bob(5, 4, inserted("tags", "{'id':'u'}")), bob(15, 5, updated("notes", "n", "{'a':'w'}")));
        assertThat(notes()).containsExactly("ny");
        assertThat(alice.texts("SELECT forward_patches FROM synchrotron_action_modified_rows WHERE row_id = 'n'"
                        + " AND operation = 'INSERT'"))
                .as("the log is kept as it came")
                .containsExactly("{\"id\":\"n\",\"a\":\"x\",\"colour\":\"red\"}");
        alice.replica().rows().cut();
        assertThat(notes()).containsExactly("ny");
        assertThat(alice.leftOutCount()).isZero();
    }

    @Test
    void doesNotDisturbPendingWork() {
        alice.deliver(bob(10, 1, inserted("notes", "{'id':'n','a':'x','colour':'red'}")));
        alice.run("UPDATE notes SET a = a || '!'");
        alice.deliver(bob(5, 2, inserted("tags", "{'id':'t'}")), bob(20, 3, updated("notes", "n", "{'a':'y'}")));
        assertThat(notes()).containsExactly("ny!");
        LogEntry pending = alice.replica().pending().get(0);
        assertThat(alice.undoneLast()).isPositive();
        alice.deliver(Entries.accepted(pending, 4, List.of(updated("notes", "n", "{'a':'y!','colour':'green'}"))));
        assertThat(notes()).containsExactly("ny!");
        assertThat(alice.undoneLast()).as("what was predicted came true").isZero();
        assertThat(alice.replica().pendingCount()).isZero();
    }

    @Test
    void mayComeAsRows() {
        alice.deliverRows(
                7,
                RowScope.ALL,
                Map.of("notes", List.of("colour", "id", "a"), "tags", List.of("id")),
                Map.of("notes", "[[\"team\",\"red\",\"n\",\"x\"]]", "tags", "[[\"team\",\"t\"]]"));
        assertThat(notes()).containsExactly("nx");
        assertThat(alice.replica().state().cursor()).isEqualTo(7);
    }
}
