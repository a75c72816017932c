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
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.todos.CreateTodo;
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
        public Void apply(Declare.Args args, ActionContext context) {
            context.sql()
                    .execute(
                            "INSERT INTO todos (id, audience_key, text, number) VALUES ('one', ?, '', 0)",
                            args.audience());
            return null;
        }

        @Override
        public Footprint footprint(Declare.Args args, FootprintContext context) {
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

    /** Adds a part to a todo. */
    @SyncAction("attach_v1")
    public static final class Attach implements Action<Attach.Args, Void> {

        public record Args(String part, String todo, boolean declaresTeam) {}

        @Override
        public Void apply(Attach.Args args, ActionContext context) {
            context.sql()
                    .execute(
                            "INSERT INTO parts (id, audience_key, todo_id) VALUES (?, ?, ?)",
                            args.part(),
                            "u:" + context.author(),
                            args.todo());
            return null;
        }

        @Override
        public Footprint footprint(Attach.Args args, FootprintContext context) {
            return args.declaresTeam()
                    ? Footprint.audience("u:" + context.author(), "team")
                    : Footprint.audience("u:" + context.author()).reading("team");
        }
    }

    @Test
    void includeTheRowsToWhichItsRowsRefer() {
        try (SynchrotronClient client = Todos.alice(directory.resolve("todos.db"))
                .schema("CREATE TABLE parts (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL,"
                        + " todo_id TEXT REFERENCES todos)")
                .track("parts")
                .action(new Attach())
                .open()) {
            String own = create(client, "u:alice");
            String shared = create(client, "team");
            client.execute(new Attach.Args("one", own, false));
            assertThatThrownBy(() -> client.execute(new Attach.Args("two", shared, false)))
                    .isInstanceOf(ActionFailed.class)
                    .hasMessageContaining(
                            "row two of table parts refers to a row of table todos in audience team, which this"
                                    + " action may not write: it is outside its footprint");
            client.execute(new Attach.Args("three", shared, true));
            assertThat(client.pending()).hasSize(4);
        }
    }

    private static String create(SynchrotronClient client, String audience) {
        return client.execute(CreateTodo.class, new CreateTodo.Args(audience, "one", "milk"))
                .result();
    }
}
