package org.synchrotron.server.materialize;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.action.Footprint;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.log.AppliedChanges;

/** The footprints of records: as their actions declare, or everything if a record wrote other rows in its last run. */
final class Footprints {

    private final Materializer materializer;
    private final Map<ActionId, Set<RowRef>> written;

    private Footprints(Materializer materializer, Map<ActionId, Set<RowRef>> written) {
        this.materializer = materializer;
        this.written = written;
    }

    /** {@return the footprints of these records, and of records that have not run yet} */
    static Footprints of(Materializer materializer, Collection<ActionId> records, Handle sql) {
        return new Footprints(materializer, new AppliedChanges(sql).rowsOf(records));
    }

    Footprint of(ActionRecord record) {
        Footprint declared = materializer.footprint(record);
        return declared.containsAll(written.getOrDefault(record.id(), Set.of())) ? declared : Footprint.EVERYTHING;
    }

    /**
     * {@return whether the rows that these records wrote in their last run lie within the footprints that their actions declare}
     */
    static boolean areKept(Materializer materializer, List<ReplayStep> ran, Handle sql) {
        Map<ActionId, Set<RowRef>> written = new AppliedChanges(sql)
                .rowsOf(ran.stream().map(step -> step.record().id()).toList());
        return ran.stream()
                .map(ReplayStep::record)
                .filter(record -> written.containsKey(record.id()))
                .allMatch(record ->
                        materializer.footprint(record).containsAll(written.getOrDefault(record.id(), Set.of())));
    }
}
