package org.synchrotron.client.engine;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncStatus;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/** The program's listener, whose exceptions are its own; confirmations come first. */
final class GuardedListener implements SyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(SyncListener.class);

    private final SyncListener listener;
    private final Confirmations confirmations;

    GuardedListener(SyncListener listener, Confirmations confirmations) {
        this.listener = listener;
        this.confirmations = confirmations;
    }

    @Override
    public void statusChanged(SyncStatus status) {
        tell(it -> it.statusChanged(status));
    }

    @Override
    public void problem(SyncProblem problem) {
        LOG.info("{}: {}", problem.kind(), problem.message());
        tell(it -> it.problem(problem));
    }

    @Override
    public void decided(ActionId record, Outcome outcome) {
        confirmations.decided(record, outcome);
        tell(it -> it.decided(record, outcome));
    }

    @Override
    public void quarantined(List<QuarantinedRecord> records) {
        records.forEach(confirmations::quarantined);
        tell(it -> it.quarantined(records));
    }

    @Override
    public void delivered(int records, int rowChanges) {
        tell(it -> it.delivered(records, rowChanges));
    }

    @Override
    public void uploaded(int records) {
        tell(it -> it.uploaded(records));
    }

    @Override
    public void replayed(int undone, int applied, int run) {
        tell(it -> it.replayed(undone, applied, run));
    }

    @Override
    public void logicFailed(ActionId record, String tag, RuntimeException cause) {
        tell(it -> it.logicFailed(record, tag, cause));
    }

    @Override
    public void impure(ImpureAction found) {
        LOG.warn("{}", found);
        tell(it -> it.impure(found));
    }

    @Override
    public void transferred(long bytesUp, long bytesDown) {
        tell(it -> it.transferred(bytesUp, bytesDown));
    }

    private void tell(Consumer<SyncListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.warn("the sync listener failed", e);
        }
    }
}
