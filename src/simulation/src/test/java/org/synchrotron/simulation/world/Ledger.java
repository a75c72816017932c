package org.synchrotron.simulation.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.oracle.LogReader;

/** Which records were executed for certain, by client, and what was uploaded. */
final class Ledger {

    private final Map<String, Map<String, String>> byClient = new HashMap<>();
    private final List<Upload> uploads = new ArrayList<>();

    void executed(Device device, ActionRecord record) {
        of(device)
                .put(
                        record.id().value(),
                        record.id() + " " + record.tag() + " of " + record.author() + " at " + record.client() + " "
                                + new TreeMap<>(record.args()));
    }

    /** What a process did when it died nobody was told; its file says whether it counts. */
    void found(Device device) {
        device.process()
                .ifPresent(process -> LogReader.allOfClient(process.connection()).stream()
                        .filter(entry -> entry.client().equals(device.name()) && !entry.isCorrection())
                        .forEach(entry -> of(device).put(entry.id(), entry.identity())));
    }

    /** What the application has forgotten counts no longer. */
    void discarded(Device device, Set<String> ids) {
        of(device).keySet().removeAll(ids);
    }

    void uploaded(Upload upload) {
        uploads.add(upload);
    }

    List<Upload> uploads() {
        return Collections.unmodifiableList(uploads);
    }

    Set<String> idsOf(Device device) {
        return of(device).keySet();
    }

    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        byClient.values().forEach(all::putAll);
        return all;
    }

    private Map<String, String> of(Device device) {
        return byClient.computeIfAbsent(device.name(), any -> new TreeMap<>());
    }
}
