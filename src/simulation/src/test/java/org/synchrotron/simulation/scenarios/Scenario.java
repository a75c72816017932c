package org.synchrotron.simulation.scenarios;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.StepReader;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.DrainCheck;
import org.synchrotron.simulation.world.World;

/**
 * One scenario: clients on their files, the server, and a network without faults except those that the test asks for. At first
 * all clients are offline; their clocks are right. All rules are checked after every transaction.
 */
final class Scenario implements AutoCloseable {

    private static final String SETTING = "1 safety none 500 1048576 ";
    private static final long LONG_MS = 60_000;

    private final Path directory;
    private final World world;

    /** @param rows see {@link org.synchrotron.simulation.schedule.RowSetting} */
    Scenario(String clients, String rows, Postgres postgres, Path directory) {
        this.directory = directory;
        String participants =
                Arrays.stream(clients.split(" ", -1)).map(Scenario::participant).collect(Collectors.joining(" "));
        this.world = new World(Schedule.read(SETTING + rows + " | " + participants), postgres, directory);
    }

    private static String participant(String client) {
        return client.contains("/") ? client.replace("/", "+0/") : client + "+0";
    }

    /** Performs steps in the schedule language, for example {@code do a0 append p1 x; wait 1000}; a second passes after each. */
    Scenario perform(String steps) {
        for (String step : steps.split(";", -1)) {
            world.perform(StepReader.read(step));
            world.pass(1_000);
        }
        return this;
    }

    /** Performs one step; no time passes. */
    Scenario performNow(String step) {
        world.perform(StepReader.read(step));
        return this;
    }

    /** Lets so many milliseconds pass. */
    Scenario pass(long ms) {
        world.pass(ms);
        return this;
    }

    /** {@return after how many milliseconds the condition was true} This time has passed. */
    int passUntil(BooleanSupplier condition) {
        for (int ms = 0; ms < LONG_MS; ms++) {
            if (condition.getAsBoolean()) {
                return ms;
            }
            world.pass(1);
        }
        throw new AssertionError("the condition is still false after a minute");
    }

    /** Passes the time until the client has stored so many parts of a row delivery, and not its end. */
    Scenario passUntilPartsCame(String client, int parts) {
        passUntil(() -> arrivedParts(client) == parts);
        return this;
    }

    private int arrivedParts(String client) {
        try (Statement query = file(client).createStatement()) {
            boolean none =
                    query.executeQuery("select count(*) from pragma_database_list where name = 'synchrotron_arriving'")
                                    .getInt(1)
                            == 0;
            return none
                    ? 0
                    : query.executeQuery("select count(*) from synchrotron_arriving.parts")
                            .getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connects these clients, one after another, each until it has uploaded and received everything. */
    Scenario sync(String... clients) {
        for (String each : clients) {
            performNow("online " + each).pass(10_000);
            assertThat(world.hasSynced(device(each))).as(each + " has synced").isTrue();
            performNow("offline " + each).pass(1_000);
        }
        return this;
    }

    /**
     * Connects all clients. Requires that all work drains within twenty seconds, and that nothing is uploaded or logged in the
     * next minute.
     */
    Scenario drain() {
        assertThat(new DrainCheck(world, false).run())
                .as("rounds until all work has drained")
                .isLessThanOrEqualTo(2);
        int uploads = world.uploads().size();
        long head = world.server().head();
        world.pass(LONG_MS);
        assertThat(world.uploads()).as("uploads").hasSize(uploads);
        assertThat(world.server().head()).as("head of the log").isEqualTo(head);
        return this;
    }

    /** {@return the records that arrived at the server in uploads, repeated ones included} */
    List<ActionRecord> uploadedRecords() {
        return world.uploads().stream()
                .flatMap(upload -> upload.records().stream())
                .map(UploadedRecord::record)
                .toList();
    }

    /** {@return the server's log in order of arrival} */
    List<Entry> log() {
        return world.server().log();
    }

    /** {@return how many records the server has removed from its log} */
    int removed() {
        return world.server().removed().count();
    }

    /** {@return the record of this action in the log, which must be the only one} */
    Entry onlyRecord(String action) {
        List<Entry> found = log().stream()
                .filter(entry -> entry.tag().equals(action + "_v1"))
                .toList();
        assertThat(found).as(action).hasSize(1);
        return found.get(0);
    }

    /** {@return the corrections in the log that change a row} */
    List<Entry> corrections() {
        return log().stream()
                .filter(entry -> entry.isCorrection() && !entry.changes().isEmpty())
                .toList();
    }

    /** {@return the server's rows} */
    Rows rows() {
        return world.server().rows();
    }

    /** {@return the values of a column of all items on the server} */
    List<String> items(String column) {
        return rows().byName().entrySet().stream()
                .filter(each -> each.getKey().startsWith("items/"))
                .map(each -> requireNonNull(each.getValue().cells().get(column)))
                .toList();
    }

    /** {@return a client's rows} */
    Rows rows(String client) {
        return LogReader.rowsOfClient(file(client));
    }

    /** Requires that the server's item has this value in the column. */
    Scenario requireOnServer(String item, String column, Object value) {
        assertThat(cell(rows(), item, column)).as("on the server").contains(String.valueOf(value));
        return this;
    }

    /**
     * Requires this value in a cell of an item on the server and on each client whose user may see the item, and no such row on
     * other clients.
     */
    Scenario requireEverywhere(String item, String column, Object value) {
        String cell = value instanceof String ? "\"" + value + "\"" : value.toString();
        assertThat(cell(rows(), item, column)).as("server").contains(cell);
        world.devices().values().forEach(device -> {
            boolean maySee = rows().get("items/" + item)
                    .filter(row ->
                            world.server().memberships().of(device.user()).contains(row.audience()))
                    .isPresent();
            assertThat(cell(rows(device.name()), item, column))
                    .as(device.name())
                    .isEqualTo(maySee ? Optional.of(cell) : Optional.empty());
        });
        return this;
    }

    /** Requires that neither the server nor any client has the item. */
    Scenario requireNowhere(String item) {
        assertThat(rows().get("items/" + item)).as("server").isEmpty();
        world.devices()
                .keySet()
                .forEach(client ->
                        assertThat(rows(client).get("items/" + item)).as(client).isEmpty());
        return this;
    }

    private static Optional<String> cell(Rows rows, String item, String column) {
        return rows.get("items/" + item).map(row -> requireNonNull(row.cells().get(column)));
    }

    private Device device(String client) {
        return requireNonNull(world.devices().get(client), client);
    }

    /** {@return the ingest id up to which a client has received the log} */
    long cursor(String client) {
        return device(client).process().orElseThrow().replica().state().cursor();
    }

    /** {@return whether the server has greeted a client on its current connection} */
    boolean isGreeted(String client) {
        return device(client).isGreeted();
    }

    /** {@return the ids of a client's pending records, in replay order} */
    List<String> pending(String client) {
        return device(client).process().orElseThrow().replica().pending().stream()
                .map(entry -> entry.record().id().toString())
                .toList();
    }

    /** {@return whether a client's process is running} */
    boolean isAlive(String client) {
        return device(client).process().isPresent();
    }

    /** {@return the content of a client's file as text} Its process must be running. */
    List<String> dump(String client) {
        return FileDump.of(file(client));
    }

    private Connection file(String client) {
        return device(client).process().orElseThrow().connection();
    }

    @Override
    public void close() {
        world.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
