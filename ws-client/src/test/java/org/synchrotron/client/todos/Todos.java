package org.synchrotron.client.todos;

import java.util.List;
import java.util.stream.Stream;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionDefinition;

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

    private Todos() {}

    public static List<Action<?, ?>> actions() {
        return List.of(
                new CreateTodo(),
                new RenameTodo(),
                new Increment(),
                new BigOrThree(),
                new DeleteTodo(),
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
                        ActionDefinition.of(new Break()),
                        ActionDefinition.of(new Crash()))
                .toList();
    }
}
