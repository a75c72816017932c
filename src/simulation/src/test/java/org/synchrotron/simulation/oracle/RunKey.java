package org.synchrotron.simulation.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of a record: under its grant, or under the further view of a reader.
 *
 * @param record the id of the record
 * @param reader the user whose view it is; empty for the run under the grant
 */
record RunKey(String record, String reader) {

    static RunKey ofGrant(Entry entry) {
        return new RunKey(entry.id(), "");
    }

    /** {@return all runs of the record} */
    static List<RunKey> of(Entry entry) {
        List<RunKey> runs = new ArrayList<>(List.of(ofGrant(entry)));
        entry.views().keySet().forEach(reader -> runs.add(new RunKey(entry.id(), reader)));
        return runs;
    }

    boolean isOfView() {
        return !reader.isEmpty();
    }

    /** {@return the changes of this run among those of the record} They are told apart by their audiences: a view adds only hidden rows. */
    List<Change> among(Map<String, List<Change>> applied, Entry entry) {
        return applied.getOrDefault(record, List.of()).stream()
                .filter(change -> reader.equals(writer(change, entry)))
                .toList();
    }

    private static String writer(Change change, Entry entry) {
        if (entry.grant().contains(change.audience())) {
            return "";
        }
        return entry.views().entrySet().stream()
                .filter(view -> view.getValue().contains(change.audience()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
