package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.RecordTable;

/** The checks of the places of new records in the log. */
final class PlaceChecks {

    private PlaceChecks() {}

    /** {@return the objection to a place; empty if all records may be there} The transaction must be in the engine's scope. */
    static Optional<Refused> objection(List<UploadedRecord> fresh, LogHead head, Handle sql) {
        List<ActionRecord> records = fresh.stream().map(UploadedRecord::record).toList();
        return belowFloor(records, head).or(() -> runaway(records, head, sql));
    }

    /** What comes after the place of such a record was removed, so it cannot be run again. */
    private static Optional<Refused> belowFloor(List<ActionRecord> fresh, LogHead head) {
        return fresh.stream()
                .filter(record -> head.isBelowFloor(ReplayKey.of(record)))
                .findFirst()
                .map(record -> Refused.of(
                        Refusal.BELOW_FLOOR,
                        record,
                        "it was executed at "
                                + Instant.ofEpochMilli(record.clock().timeMs())
                                + ", and the server keeps no history from then"));
    }

    /**
     * Refuses a record whose clock counter is far above the log's. A device increments its counter by one for each record, above
     * the counters that it has seen, and all others continue from there: a counter that leaps would soon leave no room for
     * anybody.
     */
    private static Optional<Refused> runaway(List<ActionRecord> fresh, LogHead head, Handle sql) {
        return fresh.stream()
                .max(Comparator.comparing(record -> record.clock().counter()))
                .filter(record -> leaps(record, head.clock().counter()))
                .filter(record -> leaps(record, new RecordTable(sql).highestCounter()))
                .map(record -> Refused.of(
                        Refusal.COUNTER_AHEAD,
                        record,
                        "its clock's counter is " + record.clock().counter() + ", more than " + RecordTable.LONGEST_LEAP
                                + " above the highest in the log"));
    }

    private static boolean leaps(ActionRecord record, long above) {
        return record.clock().counter() - above > RecordTable.LONGEST_LEAP;
    }
}
