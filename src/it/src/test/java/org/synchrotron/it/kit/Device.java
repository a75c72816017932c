package org.synchrotron.it.kit;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.client.ClientBuilder;
import org.synchrotron.client.Execution;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.it.todos.TakeOverTodo;
import org.synchrotron.it.todos.TodosProgram;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/** A user's device: a real client with a file. It can be switched off and on again. */
public final class Device implements AutoCloseable {

    private static final Duration FIRST_WAIT = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final String user;
    private final Path file;
    private final DeviceReports reports = new DeviceReports();
    private List<Action<?, ?>> program = TodosProgram.ACTIONS;
    private UnaryOperator<ClientBuilder> addition = UnaryOperator.identity();
    private Supplier<String> token;
    private URI server;
    private Duration lag = Duration.ZERO;
    private @Nullable SynchrotronClient client;

    /** Creates a device and starts its client, offline. */
    public Device(String user, Path directory, URI server) {
        this.user = user;
        this.file = directory.resolve(user + "-" + directory.toFile().list().length + ".db");
        this.server = server;
        this.token = () -> Tokens.of(user);
        switchOn();
    }

    public String user() {
        return user;
    }

    /** Sets the device's clock back by this lag, so that its records seem earlier. */
    public Device lagging(Duration newLag) {
        lag = newLag;
        return this;
    }

    /** Uses another token from the next connection on. */
    public Device token(Supplier<String> other) {
        token = other;
        return this;
    }

    /** Restarts the client on the same file with these actions only. */
    public Device running(Action<?, ?>... actions) {
        switchOff();
        program = List.of(actions);
        switchOn();
        return this;
    }

    /** Restarts the client on the same file with a program that has this addition. */
    public Device running(UnaryOperator<ClientBuilder> withAddition) {
        switchOff();
        addition = withAddition;
        switchOn();
        return this;
    }

    /** Begins anew, on a file of an earlier version of the program, which tracked nothing: it has what the statement inserts. */
    public Device havingBefore(String insert) throws IOException, SQLException {
        switchOff();
        Files.delete(file);
        builder().open().close();
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = plain.createStatement()) {
            statement.executeUpdate(insert);
        }
        switchOn();
        return this;
    }

    /** Restarts the client on the same file with this server. */
    public Device restartAt(URI other) {
        switchOff();
        server = other;
        switchOn();
        return this;
    }

    /** Starts the client on the file. */
    public void switchOn() {
        client = addition.apply(builder()
                        .adopt("todos", Device::takenOver)
                        .track("notes")
                        .track("memberships"))
                .open();
    }

    private static Record takenOver(JsonObject row) {
        return new TakeOverTodo.Args(
                row.getString("id"), row.getString("project_id"), row.getString("text"), row.getBoolean("done"));
    }

    private ClientBuilder builder() {
        ClientBuilder builder = SynchrotronClient.builder()
                .database(file)
                .user(user)
                .server(server)
                .token(() -> token.get())
                .schema(Device::tables)
                .reconnect(FIRST_WAIT, LONGEST_WAIT)
                .wallClock(() -> System.currentTimeMillis() - lag.toMillis())
                .listener(reports);
        program.forEach(builder::action);
        return builder;
    }

    /** Creates the program's tables. */
    public static void tables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var ddl = Device.class.getResourceAsStream("/db/todos/sqlite.sql")) {
            statement.executeUpdate(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SynchrotronClient client() {
        if (client == null) {
            throw new IllegalStateException("the device of " + user + " is switched off");
        }
        return client;
    }

    /** Executes an action on the device. */
    public <R> Execution<R> does(Record args) {
        return client().execute(args);
    }

    public Device online() {
        client().connect();
        return this;
    }

    public Device offline() {
        client().disconnect();
        return this;
    }

    /** Waits until the client has nothing left to send or receive. */
    public Device awaitSynced() {
        try {
            if (!client().awaitSynced(Await.TIMEOUT)) {
                throw new AssertionError(
                        "the device of " + user + " does not finish synchronizing: " + client().status());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Waits until the device has nothing pending, and has exactly the rows that its user may see on the server. */
    public void awaitSameAsServer() {
        awaitSynced();
        Await.until(user + " has the server's rows", () -> rows().equals(ServerDatabase.rowsOf(user)));
    }

    /** {@return the outcome that the server decided; waits for it} */
    public static Outcome outcomeOf(Execution<?> execution) {
        try {
            return execution.confirmation().toCompletableFuture().get(Await.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no outcome of " + execution.actionId(), e);
        }
    }

    /** {@return all rows of the device} */
    public List<Map<String, Object>> rows() {
        return client().<List<Map<String, Object>>, RuntimeException>read(Rows::read);
    }

    /** {@return the points of a todo} */
    public long points(String id) {
        return (long) cell(id, "points");
    }

    /** {@return the text of a todo or note} */
    public String text(String id) {
        return (String) cell(id, "text");
    }

    private Object cell(String id, String column) {
        return requireNonNull(row(id).get(column), column);
    }

    /** {@return a row} */
    public Map<String, Object> row(String id) {
        return rows().stream()
                .filter(row -> id.equals(row.get("id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(user + " has no row " + id));
    }

    public boolean has(String id) {
        return rows().stream().anyMatch(row -> id.equals(row.get("id")));
    }

    /** {@return the kinds of problems that the client reported, in order} */
    public List<SyncProblem.Kind> problems() {
        return reports.problems();
    }

    /** {@return the records that the server has lost, as the client reported them} */
    public List<ActionId> lost() {
        return reports.lost();
    }

    /** {@return whether the client reported that the server may have lost more, which the file does not keep any more} */
    public boolean mayHaveLostMore() {
        return reports.mayHaveLostMore();
    }

    /** {@return whether the file still has this accepted record, in its log or among those that it keeps} */
    public boolean keeps(ActionId accepted) {
        return client().<Boolean, RuntimeException>read(sql -> sql.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM synchrotron_action_records WHERE id = :id)
                            OR EXISTS (SELECT 1 FROM synchrotron_past_records WHERE id = :id)
                        """)
                .bind("id", accepted.value())
                .mapTo(Boolean.class)
                .one());
    }

    /** {@return whether the file, or a file that SQLite keeps beside it, contains the text} */
    public boolean holdsOnDisk(String text) {
        try (var files = Files.newDirectoryStream(file.getParent(), file.getFileName() + "*")) {
            for (Path each : files) {
                if (new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the device, switched off} Its client has not begun to sync, so its file does not exist any more. */
    public Device switchedOff() throws IOException {
        switchOff();
        Files.delete(file);
        return this;
    }

    /** {@return its file} */
    public Path file() {
        return file;
    }

    /** {@return the texts of all rows} */
    public List<String> texts() {
        return rows().stream().map(row -> String.valueOf(row.get("text"))).toList();
    }

    /** Closes the client. The file stays. */
    public void switchOff() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    @Override
    public void close() {
        switchOff();
    }
}
