package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.RowIds;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.todos.Todos;

@DisplayName("The audiences that an action declares")
class DeclaredAudiencesTest {

    @TempDir
    Path directory;

    /** Inserts a todo into one audience, and declares another. */
    @SyncAction("declare_v1")
    public static final class Declare implements Action<Declare.Args, Void> {

        public record Args(String audience, String declared) {}

        @Override
        public Void apply(Args args, ActionContext context) {
            context.sql()
                    .execute(
                            "INSERT INTO todos (id, audience_key, text, number) VALUES ('one', ?, '', 0)",
                            args.audience());
            return null;
        }

        @Override
        public Footprint footprint(Args args, RowIds rowIds) {
            return Footprint.audience(args.declared()).reading("u:alice");
        }
    }

    @Test
    void areTheOnlyOnesThatItWrites() {
        try (SynchrotronClient client =
                Todos.alice(directory.resolve("todos.db")).action(new Declare()).open()) {
            assertThatThrownBy(() -> client.execute(new Declare.Args("u:alice", "p")))
                    .isInstanceOf(ActionFailed.class)
                    .hasMessageContaining(
                            "row one of table todos belongs to audience u:alice, which this action may not write");
            assertThat(client.pending()).isEmpty();
            client.execute(new Declare.Args("u:alice", "u:alice"));
            assertThat(client.pending()).hasSize(1);
        }
    }
}
