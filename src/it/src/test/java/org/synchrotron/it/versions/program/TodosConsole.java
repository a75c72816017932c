package org.synchrotron.it.versions.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.synchrotron.client.ClientBuilder;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.it.todos.CreateTodo;
import org.synchrotron.it.todos.TodosProgram;

/** A device that is told on its input what to do, a line each, and answers with a line. It ends with its input. */
public final class TodosConsole {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TodosConsole() {}

    /**
     * Runs the device.
     *
     * @param args file, user, server and token
     */
    public static void main(String[] args) throws Exception {
        ClientBuilder builder = SynchrotronClient.builder()
                .database(Path.of(args[0]))
                .user(args[1])
                .server(URI.create(args[2]))
                .token(() -> args[3])
                .schema(TodosConsole::tables)
                .track("todos")
                .track("notes")
                .track("memberships");
        TodosProgram.ACTIONS.forEach(builder::action);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (SynchrotronClient client = builder.open()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(client, line.split(" ", 3)));
            }
        }
    }

    private static Object answer(SynchrotronClient client, String... words) throws Exception {
        return switch (words[0]) {
            case "create" ->
                client.execute(new CreateTodo.Args(words[1], "key " + words[2], words[2]))
                        .actionId();
            case "sync" -> {
                client.connect();
                yield client.awaitSynced(PATIENCE);
            }
            case "problem" -> Objects.toString(client.status().problem());
            case "texts" ->
                client.<Object, RuntimeException>read(
                        handle -> handle.createQuery("select text from todos order by text")
                                .mapTo(String.class)
                                .list());
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static void tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                InputStream ddl =
                        Objects.requireNonNull(TodosConsole.class.getResourceAsStream("/db/todos/sqlite.sql"))) {
            statement.executeUpdate(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }
}
