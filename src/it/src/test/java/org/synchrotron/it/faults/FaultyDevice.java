package org.synchrotron.it.faults;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.log.ActionId;

/** A user's device, which ends and starts again on the same file. One thread may use it. */
final class FaultyDevice implements AutoCloseable {

    private static final String DID = "did ";

    private final String user;
    private final Path file;
    private final URI server;
    private final SpareProcess processes;
    private final Ledger ledger;
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private int schemaSteps;
    private volatile boolean mayBeDamaged;
    private final AtomicInteger damages = new AtomicInteger();
    private int broken;
    private String refusal = "";
    private @Nullable DeviceProcess process;

    /** Creates a device, which does not run yet. */
    FaultyDevice(String user, Path file, URI server, SpareProcess processes, Ledger ledger) {
        this.user = user;
        this.file = file;
        this.server = server;
        this.processes = processes;
        this.ledger = ledger;
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
        process = processes.take().is(file, user, server, this::hear);
        open();
        ask("online");
        return this;
    }

    /** Opens the client. */
    void open() {
        ask(opening("plain"));
    }

    /** {@return the command that opens the client with this program} */
    String opening(String program) {
        return "open " + program + " " + schemaSteps;
    }

    /** The program has one more step of DDL from its next start on. */
    void growSchema() {
        schemaSteps++;
    }

    /** {@return another device of the user, on a copy of the file} */
    FaultyDevice twin(Path copy) {
        FaultyDevice twin = new FaultyDevice(user, copy, server, processes, ledger);
        twin.schemaSteps = schemaSteps;
        twin.mayBeDamaged = mayBeDamaged;
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

    /** The file is damaged now, on purpose, until it is replaced: that may be when something meets the damage, long after. */
    void isDamaged() {
        mayBeDamaged = true;
    }

    private void hear(String line) {
        if (line.equals("doing")) {
            ledger.begins();
        } else if (line.startsWith(DID)) {
            ledger.isDone(new ActionId(line.substring(DID.length())));
        } else {
            if (line.startsWith("recovered")) {
                damages.addAndGet(mayBeDamaged ? 0 : 1);
                mayBeDamaged = false;
            }
            troubles.add(line);
        }
    }

    /** {@return what the device has said of its troubles since this was asked before} */
    List<String> newTroubles() {
        List<String> heard = List.copyOf(troubles);
        troubles.removeAll(heard);
        return heard;
    }

    /**
     * {@return how many promises of the user were broken since this was asked before} Records that are not in the log, or that nobody made;
     * files that needed replacing.
     */
    int newlyBroken() {
        List<ActionId> logged = ServerDatabase.loggedOf(user);
        Set<ActionId> missing = ledger.promised();
        logged.forEach(missing::remove);
        int before = broken;
        broken = missing.size() + Math.max(0, logged.size() - ledger.begun()) + damages.get();
        if (broken > before) {
            System.out.printf(
                    "%s: %d promised records are not in the log, which has %d of %d; %d files had to be replaced%n",
                    this, missing.size(), logged.size(), ledger.begun(), damages.get());
        }
        return Math.max(0, broken - before);
    }

    /** {@return whether the device holds the server's rows} */
    boolean isEqual() {
        return ask("rows").equals(ServerDatabase.rowsOf(user).toString());
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
        return Stream.of(ask(command).split(" ", -1))
                .filter(id -> !id.isEmpty())
                .map(ActionId::new)
                .collect(Collectors.toSet());
    }

    void kill() {
        process().close();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    public String toString() {
        return user + " on " + file.getFileName();
    }
}
