package org.synchrotron.simulation.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.Waiting;
import org.synchrotron.simulation.rules.Answers;
import org.synchrotron.simulation.rules.QuarantineCount;
import org.synchrotron.simulation.rules.QuarantineRules;
import org.synchrotron.simulation.rules.ServerView;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.world.Coverage.Sight;

/** What the clients of a run have quarantined, and the rules for it. */
final class QuarantineModel {

    private final int messageBytes;
    private final ServerView server;
    private final Answers answers;
    private final Map<String, QuarantineRules> byClient = new HashMap<>();

    QuarantineModel(Schedule schedule, ServerView server) {
        this.messageBytes = schedule.setting().messageBytes();
        this.server = server;
        this.answers = new Answers(schedule.repeatsMessages());
    }

    void answered(UploadAnswer answer) {
        answers.add(answer);
    }

    QuarantineRules of(Device device) {
        return byClient.computeIfAbsent(
                device.name(), client -> new QuarantineRules(client, messageBytes, answers, server));
    }

    /** {@return the ids of all records that are quarantined now} */
    Set<String> aside(Collection<Device> devices) {
        Set<String> aside = new TreeSet<>();
        devices.forEach(device -> device.process()
                .ifPresent(process ->
                        aside.addAll(Waiting.in(process.connection()).aside().keySet())));
        return aside;
    }

    void count(Coverage coverage) {
        for (QuarantineRules rules : byClient.values()) {
            QuarantineCount count = rules.count();
            coverage.count(Sight.REFUSED_RECORDS, count.refused());
            coverage.count(Sight.TOO_LONG_RECORDS, count.tooLong());
            coverage.count(Sight.HELD_BACK_RECORDS, count.heldBack());
            coverage.count(Sight.DISCARDED_RECORDS, count.discarded());
            coverage.count(
                    Sight.RETRIED_AND_TAKEN,
                    server.log().stream()
                            .map(Entry::id)
                            .filter(count.retried()::contains)
                            .count());
        }
    }
}
