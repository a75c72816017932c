package org.synchrotron.client.todos;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.client.ClientBuilder;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SynchrotronClient;

/** The application's table and actions. */
public final class Todos {

    public static final String DDL = """
            CREATE TABLE todos (
              id TEXT PRIMARY KEY NOT NULL,
              audience_key TEXT NOT NULL,
              text TEXT,
              number BIGINT NOT NULL,
              done BOOLEAN,
              created_at TIMESTAMP
            )""";

    /** The columns of a row that comes without its records. */
    public static final List<String> COLUMNS = List.of("id", "text", "number", "done", "created_at");

    private Todos() {}

    /** {@return Alice's client on a file, so far without a server} */
    public static ClientBuilder alice(Path file) {
        ClientBuilder builder = SynchrotronClient.builder()
                .database(file)
                .user("alice")
                .schema(DDL)
                .track("todos");
        actions().forEach(builder::action);
        return builder;
    }

    /** {@return Alice's client on a file, with a server and little patience between its tries} */
    public static ClientBuilder alice(Path file, URI server, SyncListener listener) {
        return alice(file)
                .server(server)
                .token(() -> "secret")
                .reconnect(Duration.ofMillis(5), Duration.ofMillis(100))
                .listener(listener);
    }

    public static List<Action<?, ?>> actions() {
        return List.of(
                new CreateTodo(),
                new RenameTodo(),
                new Increment(),
                new BigOrThree(),
                new DeleteTodo(),
                new TouchAll(),
                new TouchIn(),
                new FoundTeam(),
                new WriteElsewhere(),
                new Endless(),
                new Assert(),
                new EndTransaction(),
                new RollBack(),
                new Speak(),
                new Break(),
                new Crash());
    }

    public static List<? extends ActionDefinition<?, ?>> definitions() {
        return Stream.<ActionDefinition<?, ?>>of(
                        ActionDefinition.of(new CreateTodo()),
                        ActionDefinition.of(new RenameTodo()),
                        ActionDefinition.of(new Increment()),
                        ActionDefinition.of(new BigOrThree()),
                        ActionDefinition.of(new DeleteTodo()),
                        ActionDefinition.of(new TouchAll()),
                        ActionDefinition.of(new TouchIn()),
                        ActionDefinition.of(new FoundTeam()),
                        ActionDefinition.of(new WriteElsewhere()),
                        ActionDefinition.of(new Endless()),
                        ActionDefinition.of(new Assert()),
                        ActionDefinition.of(new EndTransaction()),
                        ActionDefinition.of(new RollBack()),
                        ActionDefinition.of(new Speak()),
                        ActionDefinition.of(new Break()),
                        ActionDefinition.of(new Crash()))
                .toList();
    }
}
