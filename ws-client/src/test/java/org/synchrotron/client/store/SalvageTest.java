package org.synchrotron.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.UserId;

@DisplayName("What is salvaged from a file")
class SalvageTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void aFile() {
        file = directory.resolve("todos.db");
        Todos.alice(file).open().close();
    }

    @Test
    void isWhatCanBeRead() throws SQLException {
        assertThat(owner()).contains("alice");
    }

    private Optional<String> owner() throws SQLException {
        try (Salvage salvage = Salvage.of(file)) {
            salvage.upgrade();
            Optional<String> owner = salvage.state(StateTable.Key.USER_ID, UserId::new);
            assertThat(salvage.isComplete()).isTrue();
            return owner;
        }
    }

    @Test
    void isNotTakenForLostIfTheMachineCannotReadItNow() throws Exception {
        Files.delete(file);
        Files.createDirectory(file);

        assertThatThrownBy(this::owner)
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CANNOT_OPEN));
    }
}
