package org.synchrotron.server.materialize;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.log.AppliedChanges;

/** The records that wrote another row than those that their actions name. */
final class StrayedRecords {

    private StrayedRecords() {}

    /** {@return those of the records that have run} */
    static Set<ActionId> of(Collection<ReplayStep> ran, Handle sql) {
        List<ReplayStep> naming =
                ran.stream().filter(step -> !step.rows().areAll()).toList();
        if (naming.isEmpty()) {
            return Set.of();
        }
        Map<ActionId, Set<RowRef>> written = new AppliedChanges(sql)
                .rowsOf(naming.stream().map(step -> step.record().id()).toList());
        return naming.stream()
                .filter(step -> !step.rows()
                        .containsAll(written.getOrDefault(step.record().id(), Set.of())))
                .map(step -> step.record().id())
                .collect(Collectors.toSet());
    }
}
