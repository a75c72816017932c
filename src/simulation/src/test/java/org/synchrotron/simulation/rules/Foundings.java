package org.synchrotron.simulation.rules;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.simulation.actions.FoundedNames;
import org.synchrotron.simulation.actions.Memberships;
import org.synchrotron.simulation.oracle.Entry;

/**
 * The grants of new records (rule 11): what their authors have at present, what they found themselves, and what earlier records of the same
 * upload founded. Mutable.
 */
final class Foundings {

    private static final Comparator<ActionRecord> ORDER = Comparator.<ActionRecord>comparingLong(
                    record -> record.clock().timeMs())
            .thenComparingLong(record -> record.clock().counter())
            .thenComparing(record -> record.id().value());

    private final Memberships memberships;

    /** What the upload that brought a record has founded before it. */
    private final Map<String, Set<String>> before = new HashMap<>();

    /** The audiences of the row changes with which a record was uploaded. */
    private final Map<String, Set<String>> written = new HashMap<>();

    private long workedIn;

    Foundings(Memberships memberships) {
        this.memberships = memberships;
    }

    /** An upload arrived; if it is accepted, its records are the next ones. */
    void uploaded(Upload upload) {
        List<ActionRecord> records =
                upload.entries().stream().map(LogEntry::record).sorted(ORDER).toList();
        upload.entries()
                .forEach(entry -> written.put(
                        entry.record().id().value(),
                        entry.effects().stream().map(RowChange::audience).collect(Collectors.toSet())));
        Set<String> founded = new HashSet<>();
        for (ActionRecord record : records) {
            before.put(record.id().value(), Set.copyOf(founded));
            if (record.tag().equals("found_v1")) {
                founded.add(FoundedNames.audience(record.id().value()));
            }
        }
    }

    /** {@return the new record under its grant} Must be called for all records in the order of the log. */
    Entry granted(Entry entry) {
        Set<String> present = memberships.of(entry.user());
        Set<String> grant = new HashSet<>(present);
        grant.addAll(before.getOrDefault(entry.id(), Set.of()));
        if (entry.changes().stream()
                .anyMatch(change -> grant.contains(change.audience()) && !present.contains(change.audience()))) {
            workedIn++;
        }
        if (entry.isFounding()) {
            String audience = FoundedNames.audience(entry.id());
            grant.add(audience);
            memberships.found(audience, entry.args().getString("members"));
        }
        return entry.granted(grant, written.getOrDefault(entry.id(), Set.of()));
    }

    /** {@return how many records have worked in an audience that an earlier record of their upload founded} */
    long workedIn() {
        return workedIn;
    }
}
