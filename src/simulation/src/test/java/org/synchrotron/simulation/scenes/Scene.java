package org.synchrotron.simulation.scenes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.StepText;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.Rest;
import org.synchrotron.simulation.world.World;

/**
 * One story: clients on their files, the server, and a network that does nothing wrong unless told. All are offline at first, and
 * their clocks are right. Every rule is checked after every transaction.
 */
final class Scene implements AutoCloseable {

    private static final String SETTING = "1 safety none 500 1048576 | ";
    private static final long LONG_MS = 60_000;

    private final Path directory;
    private final World world;

    Scene(String cast, Postgres postgres, Path directory) {
        this.directory = directory;
        String clients =
                Arrays.stream(cast.split(" ", -1)).map(name -> name + "+0").collect(Collectors.joining(" "));
        this.world = new World(Schedule.read(SETTING + clients), postgres, directory);
    }

    /** Plays steps in the words of a schedule, {@code do a0 append p1 x; wait 1000}, and a second after each. */
    Scene play(String steps) {
        for (String step : steps.split(";", -1)) {
            world.take(StepText.read(step));
            world.pass(1_000);
        }
        return this;
    }

    /** Does one step, and no time passes. */
    Scene at(String step) {
        world.take(StepText.read(step));
        return this;
    }

    /** Lets so much time pass. */
    Scene pass(long ms) {
        world.pass(ms);
        return this;
    }

    /** {@return how many milliseconds it takes until that is so; they have passed} */
    int passUntil(BooleanSupplier condition) {
        for (int ms = 0; ms < LONG_MS; ms++) {
            if (condition.getAsBoolean()) {
                return ms;
            }
            world.pass(1);
        }
        throw new AssertionError("a minute went by, and it is still not so");
    }

    /** Connects these clients, one after another, each until it has nothing more to say and to hear. */
    Scene sync(String... clients) {
        for (String each : clients) {
            at("online " + each).pass(10_000);
            assertThat(world.hasSynced(device(each))).as(each + " has synced").isTrue();
            at("offline " + each).pass(1_000);
        }
        return this;
    }

    /** All connect; within a few seconds all has drained, and in the minute after that nobody sends anything and nothing comes into being. */
    Scene rest() {
        assertThat(new Rest(world, false).reach())
                .as("rounds until all is at rest")
                .isLessThanOrEqualTo(2);
        int uploads = world.uploads().size();
        long head = world.server().head();
        world.pass(LONG_MS);
        assertThat(world.uploads()).as("uploads").hasSize(uploads);
        assertThat(world.server().head()).as("head of the log").isEqualTo(head);
        return this;
    }

    /** {@return the records that arrived at the server, as often as they arrived} */
    List<ActionRecord> uploaded() {
        return world.uploads().stream()
                .flatMap(upload -> upload.entries().stream())
                .map(LogEntry::record)
                .toList();
    }

    /** {@return the server's log in order of arrival} */
    List<Entry> log() {
        return world.server().log();
    }

    /** {@return the one record of the log with that action} */
    Entry only(String action) {
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

    /** {@return the rows that the server holds} */
    Rows rows() {
        return world.server().rows();
    }

    /** {@return the rows that a client holds} */
    Rows rows(String client) {
        return LogReader.rowsOfClient(file(client));
    }

    /** The server, and every client whose user may see the row, hold this in a cell of an item; no other client has the row. */
    Scene everywhere(String item, String column, Object value) {
        String cell = value instanceof String ? "\"" + value + "\"" : value.toString();
        assertThat(cell(rows(), item, column)).as("server").contains(cell);
        world.devices().values().forEach(device -> {
            boolean sees = rows().get("items/" + item)
                    .filter(row -> Audiences.of(device.user()).contains(row.audience()))
                    .isPresent();
            assertThat(cell(rows(device.name()), item, column))
                    .as(device.name())
                    .isEqualTo(sees ? Optional.of(cell) : Optional.empty());
        });
        return this;
    }

    /** Nobody has that item. */
    Scene nowhere(String item) {
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

    /** {@return up to which ingest id a client has received the log} */
    long cursor(String client) {
        return device(client).process().orElseThrow().replica().state().cursor();
    }

    /** {@return whether the server has greeted a client on its present connection} */
    boolean isGreeted(String client) {
        return device(client).isGreeted();
    }

    /** {@return the ids of a client's pending records, in replay order} */
    List<String> pending(String client) {
        return device(client).process().orElseThrow().replica().pending().stream()
                .map(entry -> entry.record().id().toString())
                .toList();
    }

    /** {@return whether a client's process is there} */
    boolean lives(String client) {
        return device(client).process().isPresent();
    }

    /** {@return all that a client's file holds, as text} Its process must be alive. */
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
