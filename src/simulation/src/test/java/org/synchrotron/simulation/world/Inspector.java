package org.synchrotron.simulation.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.simulation.actions.Memberships;
import org.synchrotron.simulation.device.ClientProcess;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.device.DeviceEvents;
import org.synchrotron.simulation.oracle.FileState;
import org.synchrotron.simulation.rules.ClientRules;
import org.synchrotron.simulation.rules.ServerRules;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.Setting;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.server.ServerEvents;
import org.synchrotron.simulation.time.Timeline;

/**
 * Observes everything that happens in a run. It always checks the rules for quarantined records and for reopened files, and
 * records uploads, executed records and the trace; in a run of {@link Mode#SAFETY} it checks all rules.
 */
final class Inspector implements ServerEvents, DeviceEvents {

    /** On average one of so many steps of a client is followed by an undo and replay of everything. */
    private static final int UNDO_EVERY = 12;

    private final Setting setting;
    private final boolean impure;
    private final Timeline timeline;
    private final Random random;
    private final ServerView server;
    private final ServerRules serverRules;
    private final ClientRules clientRules;
    private final DefectInjector injector;
    private final ExecutedRecords executedRecords = new ExecutedRecords();
    private final Trace trace = new Trace();
    private final QuarantineModel quarantine;
    private final MessageCodec codec;
    private final Map<String, RowTraffic> traffic = new HashMap<>();
    private final Coverage coverage = new Coverage();
    private final OldPrograms programs = new OldPrograms(coverage);

    Inspector(
            Schedule schedule,
            Postgres postgres,
            Memberships memberships,
            MessageCodec codec,
            Timeline timeline,
            Random random) {
        this.codec = codec;
        this.setting = schedule.setting();
        this.impure = schedule.isImpure();
        this.timeline = timeline;
        this.random = random;
        this.server = new ServerView(postgres.superuser(), memberships);
        this.serverRules = new ServerRules(server);
        this.clientRules = new ClientRules(server);
        this.quarantine = new QuarantineModel(schedule, server);
        this.injector = new DefectInjector(this.setting.defect(), postgres);
    }

    ServerView server() {
        return server;
    }

    ExecutedRecords executedRecords() {
        return executedRecords;
    }

    QuarantineModel quarantine() {
        return quarantine;
    }

    /** {@return how often its clients got rows instead of records, and the like} */
    Coverage coverage() {
        return coverage;
    }

    /** {@return what is known of devices with old programs} */
    OldPrograms programs() {
        return programs;
    }

    private RowTraffic traffic(Device device) {
        return traffic.computeIfAbsent(device.name(), client -> new RowTraffic(codec, server, coverage));
    }

    @Override
    public void heard(Device device, String text) {
        traffic(device).heard(device, text);
    }

    /** The user of this device got an audience again, or for the first time. */
    void joined(Device device, String audience) {
        device.process().ifPresent(process -> traffic(device).joined(process, audience));
    }

    Trace trace() {
        return trace;
    }

    void note(String what) {
        trace.add(timeline.nowMs(), what);
    }

    @Override
    public void committed() {
        injector.afterCommit();
        server.read();
        serverRules.newRejectedRecordsHaveNoEffects();
        note("server at " + server.head() + " " + server.rows());
        if (setting.mode() == Mode.SAFETY) {
            serverRules.check();
        }
    }

    /** The server has lost the end of its log. */
    void restored() {
        server.restored();
        serverRules.restored();
        note("server is back at " + server.head());
    }

    @Override
    public void uploaded(Upload upload) {
        executedRecords.uploaded(upload);
        server.uploaded(upload);
    }

    @Override
    public void answered(UploadAnswer answer) {
        quarantine.answered(answer);
        note("server answers " + answer.getClass().getSimpleName());
    }

    @Override
    public void executed(Device device, ActionRecord record) {
        executedRecords.executed(device, record);
        programs.executed(device, record);
        note(device + " executed " + record);
    }

    @Override
    public void retrying(Device device, String refused) {
        quarantine.of(device).retrying(refused);
    }

    @Override
    public void discarding(Device device, String refused) {
        quarantine.of(device).discarding(refused);
    }

    @Override
    public void transactionEnded(Device device) {
        device.process().ifPresent(process -> quarantine.of(device).transactionEnded(process.connection()));
    }

    @Override
    public void stepEnded(Device device) {
        device.process().ifPresent(process -> {
            executedRecords.discarded(device, quarantine.of(device).stepEnded(process.connection()));
            traffic(device).stepEnded(FileState.in(process.connection()));
            note(device + " at " + process.replica().state().cursor() + ", pending "
                    + process.replica().pendingCount());
            if (setting.mode() == Mode.SAFETY) {
                clientRules.check(device, process);
                if (random.nextInt(UNDO_EVERY) == 0) {
                    checkUndo(device, process);
                }
            }
        });
    }

    @Override
    public void reopened(Device device) {
        device.process().ifPresent(process -> {
            injector.afterReopening(device, process);
            note(device + " is back at " + process.replica().state().cursor());
            clientRules.check(device, process);
            executedRecords.discarded(device, quarantine.of(device).reopened(process.connection()));
            clientRules.nothingIsLost(device, process, executedRecords.of(device));
            executedRecords.addFromFile(device);
        });
    }

    /** Checks everything at the end of a run. */
    void checkAll(Collection<Device> devices) {
        serverRules.check();
        devices.forEach(device -> device.process().ifPresent(process -> {
            clientRules.check(device, process);
            clientRules.nothingIsLost(device, process, executedRecords.of(device));
            checkUndo(device, process);
        }));
    }

    /**
     * Checks rule 2 for a client, unless undo and replay may change its file: each run of a pending impure action predicts something else,
     * and so does a pending record that last ran in an older program.
     */
    private void checkUndo(Device device, ClientProcess process) {
        if (process.replica().pendingCount() == 0 || !(impure || device.isUpgraded())) {
            clientRules.undoIsExact(device, process);
        }
    }
}
