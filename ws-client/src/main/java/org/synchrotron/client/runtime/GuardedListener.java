package org.synchrotron.client.runtime;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.LeftOutRow;
import org.synchrotron.client.LostRecords;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.RecoveredFile;
import org.synchrotron.client.RowProgress;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncStatus;
import org.synchrotron.client.UnadoptedRow;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/**
 * Calls the program's listener, after it has completed confirmations. What the listener throws, errors included, is logged and has no
 * other effect. Confined to the client's thread.
 */
final class GuardedListener implements SyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(SyncListener.class);

    static final long NO_CALL = 0;

    private final SyncListener listener;
    private final Confirmations confirmations;
    private final ListenerFailures failures = new ListenerFailures();
    private volatile long underWay = NO_CALL;
    private long calls;

    GuardedListener(SyncListener listener, Confirmations confirmations) {
        this.listener = listener;
        this.confirmations = confirmations;
    }

    /** {@return the number of the listener's present call, counted from 1, or {@link #NO_CALL}} May be called on any thread. */
    long callUnderWay() {
        return underWay;
    }

    @Override
    public void statusChanged(SyncStatus status) {
        tell("statusChanged", it -> it.statusChanged(status));
    }

    @Override
    public void problem(SyncProblem problem) {
        LOG.info("{}: {}", problem.kind(), problem.message());
        tell("problem", it -> it.problem(problem));
    }

    @Override
    public void decided(ActionId record, Outcome outcome) {
        confirmations.decided(record, outcome);
        tell("decided", it -> it.decided(record, outcome));
    }

    @Override
    public void quarantined(List<QuarantinedRecord> records) {
        records.forEach(confirmations::quarantined);
        tell("quarantined", it -> it.quarantined(records));
    }

    @Override
    public void recordsLost(LostRecords lost) {
        LOG.warn(
                "the server has lost {} records of this client that it had accepted, {}; they are uploaded again",
                lost.again().size(),
                lost.mayBeMore() ? "and maybe others, which are no longer kept here" : "and no others");
        tell("recordsLost", it -> it.recordsLost(lost));
    }

    @Override
    public void rowsLeftOut(List<LeftOutRow> rows) {
        tell("rowsLeftOut", it -> it.rowsLeftOut(rows));
    }

    @Override
    public void rowsNotAdopted(List<UnadoptedRow> rows) {
        LOG.warn("rows wait to be adopted, such as {}", rows.get(0));
        tell("rowsNotAdopted", it -> it.rowsNotAdopted(rows));
    }

    /** The log has it already. */
    @Override
    public void fileRecovered(RecoveredFile file) {
        tell("fileRecovered", it -> it.fileRecovered(file));
    }

    @Override
    public void delivered(int records, int rowChanges) {
        tell("delivered", it -> it.delivered(records, rowChanges));
    }

    @Override
    public void rows(RowProgress progress) {
        tell("rows", it -> it.rows(progress));
    }

    @Override
    public void audiencesChanged(Set<String> gained, Set<String> lost) {
        tell("audiencesChanged", it -> it.audiencesChanged(gained, lost));
    }

    @Override
    public void uploaded(int records) {
        tell("uploaded", it -> it.uploaded(records));
    }

    @Override
    public void replayed(int undone, int applied, int run) {
        tell("replayed", it -> it.replayed(undone, applied, run));
    }

    @Override
    public void logicFailed(ActionId record, String tag, RuntimeException cause) {
        tell("logicFailed", it -> it.logicFailed(record, tag, cause));
    }

    @Override
    public void impure(ImpureAction found) {
        LOG.warn("{}", found);
        tell("impure", it -> it.impure(found));
    }

    @Override
    public void transferred(long bytesUp, long bytesDown) {
        tell("transferred", it -> it.transferred(bytesUp, bytesDown));
    }

    private void tell(String event, Consumer<SyncListener> call) {
        underWay = ++calls;
        try {
            call.accept(listener);
        } catch (Throwable thrown) {
            failures.report("the sync listener's " + event, thrown);
        } finally {
            underWay = NO_CALL;
            // Clears an interrupt that the listener left.
            Thread.interrupted();
        }
    }
}
