package org.synchrotron.simulation.rules;

import static java.util.Comparator.comparing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.UploadedRecord;
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

    /** What the upload that brought a record has founded up to it, as it says. */
    private final Map<String, Set<String>> founded = new HashMap<>();

    /** The audiences that a record wrote, as its upload says. */
    private final Map<String, Set<String>> written = new HashMap<>();

    private long workedIn;

    Foundings(Memberships memberships) {
        this.memberships = memberships;
    }

    /** An upload arrived; if it is accepted, its records are the next ones. */
    void uploaded(Upload upload) {
        List<UploadedRecord> records = upload.records().stream()
                .sorted(comparing(UploadedRecord::record, ORDER))
                .toList();
        Set<String> ids = new HashSet<>();
        Set<String> soFar = new HashSet<>();
        for (UploadedRecord each : records) {
            String id = each.record().id().value();
            ids.add(id);
            written.put(id, each.claim().audiences());
            each.claim().audiences().stream()
                    .filter(audience ->
                            FoundedNames.isFounded(audience) && ids.contains(FoundedNames.founder(audience)))
                    .forEach(soFar::add);
            founded.put(id, Set.copyOf(soFar));
        }
    }

    /** {@return the new record under its grant} Must be called for all records in the order of the log. */
    Entry granted(Entry entry) {
        Set<String> byUpload = founded.getOrDefault(entry.id(), Set.of());
        Set<String> grant = new HashSet<>(memberships.of(entry.user()));
        grant.addAll(byUpload);
        boolean works = entry.changes().stream().anyMatch(change -> byUpload.contains(change.audience()));
        workedIn += works && !entry.isFounding() ? 1 : 0;
        if (entry.isFounding()) {
            String audience = FoundedNames.audience(entry.id());
            grant.add(audience);
            memberships.found(audience, entry.args().getString("members"), true);
        }
        return entry.granted(grant, written.getOrDefault(entry.id(), Set.of()));
    }

    /** The record was withdrawn, so its rows are gone: also those that say who the members of its audience are. */
    void withdrawn(Entry entry) {
        if (entry.isFounding()) {
            memberships.found(FoundedNames.audience(entry.id()), entry.args().getString("members"), false);
        }
    }

    /** {@return how many records have worked in an audience that an earlier record of their upload founded} */
    long workedIn() {
        return workedIn;
    }
}
