package org.synchrotron.simulation.world;

import java.util.Collection;
import java.util.Random;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.simulation.device.ClientProcess;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.device.DeviceEvents;
import org.synchrotron.simulation.rules.ClientRules;
import org.synchrotron.simulation.rules.ServerRules;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.schedule.Mode;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.schedule.Setting;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.server.ServerEvents;
import org.synchrotron.simulation.time.Timeline;

/** Looks at everything that happens: checks the rules in a run of {@link Mode#SAFETY}, keeps the ledger and the trace in all. */
final class Inspector implements ServerEvents, DeviceEvents {

    /** Every so manieth transaction of a client is followed by an undo and replay of everything. */
    private static final int UNDO_EVERY = 12;

    private final Setting setting;
    private final boolean impure;
    private final Timeline timeline;
    private final Random dice;
    private final ServerView server;
    private final ServerRules serverRules;
    private final ClientRules clientRules;
    private final Saboteur saboteur;
    private final Ledger ledger = new Ledger();
    private final Trace trace = new Trace();
    private final QuarantineModel shelves;

    Inspector(Schedule schedule, Postgres postgres, Timeline timeline, Random dice) {
        this.setting = schedule.setting();
        this.impure = schedule.isImpure();
        this.timeline = timeline;
        this.dice = dice;
        this.server = new ServerView(postgres.superuser());
        this.serverRules = new ServerRules(server);
        this.clientRules = new ClientRules(server);
        this.shelves = new QuarantineModel(schedule, server);
        this.saboteur = new Saboteur(this.setting.sabotage(), postgres);
    }

    ServerView server() {
        return server;
    }

    Ledger ledger() {
        return ledger;
    }

    QuarantineModel shelves() {
        return shelves;
    }

    Trace trace() {
        return trace;
    }

    void note(String what) {
        trace.add(timeline.nowMs(), what);
    }

    @Override
    public void committed() {
        saboteur.atCommit();
        server.read();
        serverRules.rejectedRecordsDoNothing();
        note("server at " + server.head() + " " + server.rows());
        if (setting.mode() == Mode.SAFETY) {
            serverRules.check();
        }
    }

    @Override
    public void uploaded(Upload upload) {
        ledger.uploaded(upload);
    }

    @Override
    public void answered(UploadAnswer answer) {
        shelves.answered(answer);
        note("server answers " + answer.getClass().getSimpleName());
    }

    @Override
    public void executed(Device device, ActionRecord record) {
        ledger.executed(device, record);
        note(device + " executed " + record);
    }

    @Override
    public void retrying(Device device, String refused) {
        shelves.of(device).retrying(refused);
    }

    @Override
    public void discarding(Device device, String refused) {
        shelves.of(device).discarding(refused);
    }

    @Override
    public void stored(Device device) {
        device.process().ifPresent(process -> shelves.of(device).stored(process.connection()));
    }

    @Override
    public void moved(Device device) {
        device.process().ifPresent(process -> {
            ledger.discarded(device, shelves.of(device).moved(process.connection()));
            note(device + " at " + process.replica().state().cursor() + ", pending "
                    + process.replica().pendingCount());
            if (setting.mode() == Mode.SAFETY) {
                clientRules.check(device, process);
                if (dice.nextInt(UNDO_EVERY) == 0) {
                    undo(device, process);
                }
            }
        });
    }

    @Override
    public void reopened(Device device) {
        device.process().ifPresent(process -> {
            saboteur.atReopening(device, process);
            note(device + " is back at " + process.replica().state().cursor());
            clientRules.check(device, process);
            ledger.discarded(device, shelves.of(device).reopened(process.connection()));
            clientRules.nothingIsLost(device, process, ledger.idsOf(device));
            ledger.found(device);
        });
    }

    /** Checks everything at the end of a run. */
    void checkAll(Collection<Device> devices) {
        serverRules.check();
        devices.forEach(device -> device.process().ifPresent(process -> {
            clientRules.check(device, process);
            clientRules.nothingIsLost(device, process, ledger.idsOf(device));
            undo(device, process);
        }));
    }

    /** What an impure action predicts is another thing each time; and a pending correction is withdrawn. */
    private void undo(Device device, ClientProcess process) {
        boolean correcting = process.replica().pending().stream()
                .anyMatch(entry -> entry.record().isCorrection());
        if (!correcting && (process.replica().pendingCount() == 0 || !impure)) {
            clientRules.undoIsExact(device, process);
        }
    }
}
