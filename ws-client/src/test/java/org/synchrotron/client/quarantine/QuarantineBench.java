package org.synchrotron.client.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.Crash;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;

/** A client that knows two todos from the server, and executes records that the server refuses. */
abstract class QuarantineBench {

    @TempDir
    Path directory;

    Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.deliver(
                2,
                bobs("one", "unknown_v1", 1_000, 1, text("?"), inserted("t1", "team", "one", 2)),
                bobs("two", "unknown_v1", 1_001, 2, text("?"), inserted("t2", "team", "two", 2)));
        bench.wall(5_000);
    }

    @AfterEach
    void close() {
        Crash.ARMED.set(false);
        bench.close();
    }

    ActionId does(Record args) {
        return bench.alice().perform(args).record().id();
    }

    void refuse(ActionId record) {
        assertThat(bench.alice().refused().quarantine(record, "access-denied", "Not for you."))
                .isTrue();
    }

    List<ActionId> pending() {
        return bench.alice().pending().stream().map(each -> each.record().id()).toList();
    }

    List<ActionId> aside() {
        return bench.alice().refused().all().stream().map(QuarantinedRecord::id).toList();
    }

    List<String> todos() {
        return bench.texts("SELECT text || ' ' || number FROM todos ORDER BY text");
    }

    LogEntry entry(ActionId id) {
        return bench.alice().find(id).orElseThrow();
    }

    /** A pending record that wrote both rows, as an action of another program version may have. */
    LogEntry bothRows() {
        ActionId id = does(new Increment.Args("t1", 1));
        bench.store().transaction("a second row", () -> {
            bench.store()
                    .effects()
                    .replace(id, List.of(updated("t1", "team", number(13)), updated("t2", "team", number(13))));
            return id;
        });
        return entry(id);
    }
}
