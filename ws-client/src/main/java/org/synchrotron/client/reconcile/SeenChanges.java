package org.synchrotron.client.reconcile;

import java.util.List;
import java.util.function.Predicate;
import org.synchrotron.client.store.TrackedRows;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;

/** What a run of logic did to rows that the user sees. */
final class SeenChanges {

    private SeenChanges() {}

    /** Undoes the record's changes of rows of other audiences than these. */
    static void keepOnly(TrackedRows rows, ActionId record, Predicate<String> audiences) {
        List<RowChange> applied = rows.applied(record);
        if (applied.stream().map(RowChange::audience).allMatch(audiences)) {
            return;
        }
        rows.undo(List.of(record));
        var unused = rows.apply(
                record,
                applied.stream().filter(each -> audiences.test(each.audience())).toList());
    }
}
