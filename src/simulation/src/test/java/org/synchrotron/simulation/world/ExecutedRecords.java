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
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.LogReader;

/** The records that each client has certainly executed, without discarded ones, and all uploads that reached the server. */
final class ExecutedRecords {

    private final Map<String, Map<String, String>> byClient = new HashMap<>();
    private final List<Upload> uploads = new ArrayList<>();

    /** A client executed this record and stored it. */
    void executed(Device device, ActionRecord record) {
        byId(device)
                .put(
                        record.id().value(),
                        record.id() + " " + record.tag() + " of " + record.author() + " at " + record.client() + " "
                                + Entry.withoutTimestamp(record.args()));
    }

    /** Adds the client's own records from its file: a process that died may have stored records without reporting them. */
    void addFromFile(Device device) {
        device.process()
                .ifPresent(process -> LogReader.allOfClient(process.connection()).stream()
                        .filter(entry -> entry.client().equals(device.name()) && !entry.isCorrection())
                        .forEach(entry -> byId(device).put(entry.id(), entry.identity())));
    }

    /** The application discarded these records, so nothing is expected of them any more. */
    void discarded(Device device, Set<String> ids) {
        byId(device).keySet().removeAll(ids);
    }

    void uploaded(Upload upload) {
        uploads.add(upload);
    }

    /** {@return the uploads in order of arrival, repeated ones included} */
    List<Upload> uploads() {
        return Collections.unmodifiableList(uploads);
    }

    /** {@return the ids of a client's records} */
    Set<String> of(Device device) {
        return byId(device).keySet();
    }

    /** {@return the records of all clients by id, each described as {@code Entry.identity} does} */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        byClient.values().forEach(all::putAll);
        return all;
    }

    private Map<String, String> byId(Device device) {
        return byClient.computeIfAbsent(device.name(), any -> new TreeMap<>());
    }
}
