package org.synchrotron.simulation.world;

import java.util.HashSet;
import java.util.Set;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.simulation.actions.Application;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.world.Coverage.Point;

/** Counts what devices do with programs of earlier generations, and their upgrades. */
final class OldPrograms {

    /** The actions that write what old programs do not have. */
    private static final Set<String> OTHERWISE = Application.tags(Set.of("open", "transfer"));

    private final Coverage coverage;
    private final Set<String> records = new HashSet<>();

    OldPrograms(Coverage coverage) {
        this.coverage = coverage;
    }

    /** The device executed this record. */
    void executed(Device device, ActionRecord record) {
        if (device.generation() < Application.PRESENT && OTHERWISE.contains(record.tag())) {
            records.add(record.id().value());
        }
    }

    /** The device gets another program now. */
    void upgrade(Device device) {
        boolean pending = device.process()
                .filter(process -> process.replica().pendingCount() > 0)
                .isPresent();
        if (device.upgrade()) {
            coverage.count(Point.UPGRADES, 1);
            coverage.count(Point.UPGRADES_UNDER_PENDING_WORK, pending ? 1 : 0);
        }
    }

    /** The run is over. */
    void end(ServerView server) {
        long accepted = server.log().stream()
                .filter(entry -> !entry.isRejected())
                .map(Entry::id)
                .filter(records::contains)
                .count();
        coverage.count(Point.ACCEPTED_WORK_OF_OLD_PROGRAMS, accepted);
    }
}
