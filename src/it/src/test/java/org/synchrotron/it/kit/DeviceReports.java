package org.synchrotron.it.kit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.client.LostRecords;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.log.ActionId;

/** What the client of a device has told its program. */
final class DeviceReports implements SyncListener {

    private final List<SyncProblem.Kind> problems = new CopyOnWriteArrayList<>();
    private final List<LostRecords> lost = new CopyOnWriteArrayList<>();

    @Override
    public void problem(SyncProblem problem) {
        problems.add(problem.kind());
    }

    @Override
    public void recordsLost(LostRecords some) {
        lost.add(some);
    }

    List<SyncProblem.Kind> problems() {
        return problems;
    }

    List<ActionId> lost() {
        return lost.stream().flatMap(each -> each.again().stream()).toList();
    }

    boolean mayHaveLostMore() {
        return lost.stream().anyMatch(LostRecords::mayBeMore);
    }
}
