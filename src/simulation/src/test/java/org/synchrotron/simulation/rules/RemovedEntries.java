package org.synchrotron.simulation.rules;

import java.sql.Connection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.synchrotron.simulation.oracle.Change;
import org.synchrotron.simulation.oracle.Entry;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;

/** The records that the server has removed from its log. The oracle keeps them, with what they did last. Mutable. */
public final class RemovedEntries {

    private static final String IDS = "select id::text from synchrotron.removed_records";

    private final Connection superuser;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, List<Change>> applied = new HashMap<>();

    RemovedEntries(Connection superuser) {
        this.superuser = superuser;
    }

    /** Removes some. */
    public void add(Runnable removal) {
        Map<String, List<Change>> before = LogReader.appliedOfServer(superuser);
        removal.run();
        for (String id : LogReader.texts(superuser, IDS)) {
            if (ids.add(id) && before.containsKey(id)) {
                applied.put(id, before.get(id));
            }
        }
    }

    /** {@return whether the record is not in the server's log any more} */
    public boolean contains(Entry entry) {
        return ids.contains(entry.id());
    }

    /** {@return how many there are} */
    public int count() {
        return ids.size();
    }

    /** {@return the rows that the server's log builds on, from those that its tables had there} */
    Rows rowsAtFloor(Rows tables) {
        return LogReader.rowsAtFloor(superuser, tables);
    }

    /** {@return what the last run of each record changed in the server's tables, by record id} */
    Map<String, List<Change>> applied() {
        Map<String, List<Change>> all = LogReader.appliedOfServer(superuser);
        all.putAll(applied);
        return all;
    }
}
