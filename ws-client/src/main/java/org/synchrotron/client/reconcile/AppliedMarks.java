package org.synchrotron.client.reconcile;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.RecordTable;
import org.synchrotron.log.ActionId;

/** Collects how records were applied, to write it at once. */
final class AppliedMarks {

    private final RecordTable records;
    private final List<ActionId> known = new ArrayList<>();
    private final List<ActionId> logic = new ArrayList<>();
    private int byLogic;

    AppliedMarks(RecordTable records) {
        this.records = records;
    }

    void add(ActionId record, Applied applied) {
        if (applied == Applied.LOGIC) {
            byLogic++;
            logic.add(record);
        } else {
            known.add(record);
        }
    }

    void write() {
        records.mark(known, Applied.KNOWN);
        records.mark(logic, Applied.LOGIC);
        known.clear();
        logic.clear();
    }

    /** {@return how many so far were applied by logic} */
    int byLogic() {
        return byLogic;
    }
}
