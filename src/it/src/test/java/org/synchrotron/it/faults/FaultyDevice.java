package org.synchrotron.it.faults;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;

/** A user's device, which ends and starts again on the same file. One thread may use it. */
final class FaultyDevice implements AutoCloseable {

    private static final String DID = "did ";

    private final String user;
    private final URI server;
    private final Ledger ledger;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Path file;
    private int schemaSteps;
    private boolean recovers;
    private String refusal = "";
    private @Nullable DeviceProcess process;

    /** Creates a device, which does not run yet. */
    FaultyDevice(String user, Path file, URI server, Ledger ledger) {
        this.user = user;
        this.file = file;
        this.server = server;
        this.ledger = ledger;
    }

    String user() {
        return user;
    }

    Path file() {
        return file;
    }

    Ledger ledger() {
        return ledger;
    }

    private DeviceProcess process() {
        return requireNonNull(process, "the device is off");
    }

    /** Starts the process, opens the file, and goes online. */
    FaultyDevice start() {
        begin();
        open("plain");
        ask("online");
        return this;
    }

    /** {@return another device of the user, on a copy of the file} */
    FaultyDevice twin(Path copy) {
        FaultyDevice twin = new FaultyDevice(user, copy, server, ledger);
        twin.schemaSteps = schemaSteps;
        return twin;
    }

    /** The server will refuse this record. */
    void expectsRefusalOf(String record) {
        refusal = record;
    }

    /** {@return the record that the server refuses, or refused} */
    String expectedRefusal() {
        return refusal;
    }

    /** The file is damaged now, on purpose. */
    void expectsRecovery() {
        recovers = true;
    }

    /** Starts the process, and no client in it. */
    void begin() {
        process = DeviceProcess.start(file, user, server, this::hear);
    }

    /** The program has one more step of DDL from its next start on. */
    void growSchema() {
        schemaSteps++;
    }

    void open(String program) {
        ask(opening(program));
    }

    /** {@return the command that opens the client with this program} */
    String opening(String program) {
        return "open " + program + " " + schemaSteps;
    }

    private void hear(String line) {
        if (line.equals("doing")) {
            ledger.begins();
        } else if (line.startsWith(DID)) {
            ledger.isDone(new ActionId(line.substring(DID.length())));
        } else {
            events.add(line);
        }
    }

    /** {@return what the device has said of its troubles since the last call} */
    List<String> newEvents() {
        List<String> heard = new ArrayList<>(events);
        events.removeAll(heard);
        return heard;
    }

    String ask(String command) {
        return process().ask(command);
    }

    @Nullable
    String tryTo(String command) {
        return process().tryTo(command);
    }

    /** {@return the ids that the device answers} */
    Set<ActionId> ids(String command) {
        return idsIn(ask(command));
    }

    /** {@return the ids in an answer} */
    static Set<ActionId> idsIn(String answer) {
        return Stream.of(answer.split(" "))
                .filter(id -> !id.isEmpty())
                .map(ActionId::new)
                .collect(Collectors.toSet());
    }

    void kill() {
        process().kill();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
