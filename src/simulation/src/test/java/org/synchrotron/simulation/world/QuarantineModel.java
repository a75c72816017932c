package org.synchrotron.simulation.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.network.Forger;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.UnacceptedRecords;
import org.synchrotron.simulation.rules.QuarantineCount;
import org.synchrotron.simulation.rules.QuarantineRules;
import org.synchrotron.simulation.rules.ServerRefusals;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.world.Coverage.Point;

/** The quarantine rules for each client of a run, and what the clients have quarantined. */
final class QuarantineModel {

    private final int messageBytes;
    private final ServerView server;
    private final ServerRefusals refusals;
    private final Map<String, QuarantineRules> byClient = new HashMap<>();
    private long hostile;
    private long below;

    QuarantineModel(Schedule schedule, ServerView server) {
        this.messageBytes = schedule.setting().messageBytes();
        this.server = server;
        this.refusals = new ServerRefusals(schedule.repeatsMessages());
    }

    /** The server answered an upload. */
    void answered(UploadAnswer answer) {
        refusals.add(answer);
        if (answer instanceof Refused refused && refused.message().contains(Forger.UNDECLARED)) {
            hostile++;
        }
        if (answer instanceof Refused refused && refused.code() == Refusal.BELOW_FLOOR) {
            below++;
        }
    }

    /** {@return the rules for this client} */
    QuarantineRules of(Device device) {
        return byClient.computeIfAbsent(
                device.name(), client -> new QuarantineRules(client, messageBytes, refusals, server));
    }

    /** {@return the ids of all records that these clients have quarantined now; a client whose process is dead is left out} */
    Set<String> quarantined(Collection<Device> devices) {
        Set<String> quarantined = new TreeSet<>();
        devices.forEach(device -> device.process()
                .ifPresent(process -> quarantined.addAll(
                        UnacceptedRecords.in(process.connection()).quarantined().keySet())));
        return quarantined;
    }

    /** Adds what the clients reached to the coverage. */
    void count(Coverage coverage) {
        coverage.count(Point.HOSTILE_RECORDS, hostile);
        coverage.count(Point.BELOW_THE_FLOOR, below);
        for (QuarantineRules rules : byClient.values()) {
            QuarantineCount count = rules.count();
            coverage.count(Point.REFUSED_RECORDS, count.refused());
            coverage.count(Point.TOO_LONG_RECORDS, count.tooLong());
            coverage.count(Point.QUARANTINED_BY_LOSS, count.lost());
            coverage.count(Point.DEPENDENT_RECORDS, count.dependents());
            coverage.count(Point.DISCARDED_RECORDS, count.discarded());
            coverage.count(
                    Point.RETRIED_AND_ACCEPTED,
                    server.log().stream()
                            .map(Entry::id)
                            .filter(count.retried()::contains)
                            .count());
        }
    }
}
