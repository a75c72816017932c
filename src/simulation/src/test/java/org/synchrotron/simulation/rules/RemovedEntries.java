package org.synchrotron.simulation.rules;

import java.sql.Connection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.LogReader;

/** The records that the server has removed from its log. The oracle keeps them, with what they did last. Mutable. */
final class RemovedEntries {

    private static final String IDS = "select id::text from synchrotron.removed_records";

    private final Connection superuser;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, List<Change>> applied = new HashMap<>();
    private Map<String, List<Change>> before = Map.of();

    RemovedEntries(Connection superuser) {
        this.superuser = superuser;
    }

    /** Records are about to be removed. */
    void expect() {
        before = LogReader.appliedOfServer(superuser);
    }

    /** Records may have been removed. */
    void read() {
        for (String id : LogReader.texts(superuser, IDS)) {
            if (ids.add(id) && before.containsKey(id)) {
                applied.put(id, before.get(id));
            }
        }
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    int count() {
        return ids.size();
    }

    /** {@return what the last run of each record changed in the server's tables, by record id} */
    Map<String, List<Change>> applied() {
        Map<String, List<Change>> all = LogReader.appliedOfServer(superuser);
        all.putAll(applied);
        return all;
    }
}
