package org.synchrotron.simulation.device;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;

/**
 * Reports transactions in the middle of a task; the process may die before the last ones. The client continues after failures of its own
 * and of its listener, so they are kept until the end of the task.
 */
final class TransactionReports implements SyncListener {

    private static final Set<Kind> UNEXPECTED = EnumSet.of(Kind.INTERNAL, Kind.DATABASE, Kind.SCHEMA);

    private final Device device;
    private final DeviceEvents events;
    private final Consumer<Throwable> failed;

    /** @param failed keeps a failure until the end of the task */
    TransactionReports(Device device, DeviceEvents events, Consumer<Throwable> failed) {
        this.device = device;
        this.events = events;
        this.failed = failed;
    }

    @Override
    public void quarantined(List<QuarantinedRecord> records) {
        transactionEnded();
    }

    @Override
    public void delivered(int records, int rowChanges) {
        transactionEnded();
    }

    @Override
    public void replayed(int undone, int applied, int run) {
        transactionEnded();
    }

    @Override
    public void problem(SyncProblem problem) {
        if (UNEXPECTED.contains(problem.kind())) {
            failed.accept(new AssertionError(device + ": " + problem.message()));
        }
    }

    private void transactionEnded() {
        try {
            events.transactionEnded(device);
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }
}
