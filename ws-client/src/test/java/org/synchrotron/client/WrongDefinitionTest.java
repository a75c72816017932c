package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;

@DisplayName("The definition of an application's table")
@Timeout(60)
class WrongDefinitionTest {

    @TempDir
    Path directory;

    /** A column of the type TEYT cannot be tracked. */
    @Test
    void isDamageIfItIsNotAsItWasAndCannotBeUsed() throws Exception {
        Path file = directory.resolve("todos.db");
        try (SynchrotronClient client = Todos.alice(file).open()) {
            client.execute(new CreateTodo.Args("team", "k", "milk"));
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("text TEXT") + 7] ^= 1;
        Files.write(file, bytes);

        List<RecoveredFile> told = new ArrayList<>();
        SyncListener listener = new SyncListener() {
            @Override
            public void fileRecovered(RecoveredFile recovered) {
                told.add(recovered);
            }
        };
        try (SynchrotronClient client = Todos.alice(file).listener(listener).open()) {
            assertThat(client.pending()).hasSize(1);
            assertThat(told)
                    .singleElement()
                    .matches(recovered -> recovered.damage().contains("definitions"));
        }
    }
}
