package org.synchrotron.it.faults.device;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.ClientBuilder;
import org.synchrotron.client.Execution;
import org.synchrotron.client.RecoveredFile;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.Tokens;

/** The client of a device's process, which tells what it does before and after. Thread-safe, as the client is. */
final class DeviceClient {

    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Path file;
    private final String user;
    private final URI server;
    private final Consumer<String> said;
    private volatile @Nullable SynchrotronClient client;

    DeviceClient(Path file, String user, URI server, Consumer<String> said) {
        this.file = file;
        this.user = user;
        this.server = server;
        this.said = said;
    }

    SynchrotronClient get() {
        return requireNonNull(client, "the client is not open");
    }

    /** Opens the client with this program. */
    void open(ProgramVersion program) {
        ClientBuilder builder = SynchrotronClient.builder()
                .database(file)
                .user(user)
                .server(server)
                .token(() -> Tokens.of(user))
                .schema(Device::tables)
                .track("todos")
                .track("notes")
                .track("memberships")
                .reconnect(FIRST_WAIT, LONGEST_WAIT)
                .listener(new Teller());
        client = program.addTo(builder).open();
    }

    void close() {
        get().close();
    }

    void say(String line) {
        said.accept(line);
    }

    /** Tells that it will execute an action, and then that it did. Between the two the process may end. */
    <R> Execution<R> execute(Record args) {
        said.accept("doing");
        Execution<R> done = get().execute(args);
        said.accept("did " + done.actionId().value());
        return done;
    }

    /** {@return the ids of the todos that it has} */
    List<String> todos() {
        return get().<List<String>, RuntimeException>read(sql -> sql.createQuery("select id from todos order by id")
                .mapTo(String.class)
                .list());
    }

    /** Tells what the parent counts. */
    private final class Teller implements SyncListener {

        @Override
        public void problem(SyncProblem problem) {
            said.accept("problem " + problem.kind() + " " + problem.message());
        }

        @Override
        public void fileRecovered(RecoveredFile recovered) {
            said.accept("recovered " + recovered.complete() + " " + recovered.damage());
        }
    }
}
