package org.synchrotron.server.accept;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.FoundedAudience;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.log.GrantTable;

/**
 * The grants of the records of one upload (rule 11): the audiences that the author has at present, and those that the record itself or an
 * earlier record of the upload founded. What was founded is taken from the upload: from the audiences that the actions declare, and those that
 * the client says it wrote. They need not be believed: an audience that holds the id of a new record can be nobody else's. Taken from there,
 * a grant depends on nothing but the upload, so not on the history in which the records run. Immutable.
 */
final class Grants {

    private final Map<ActionId, Grantee> authors;

    private Grants(Map<ActionId, Grantee> authors) {
        this.authors = authors;
    }

    /** @param declared gives the audiences that a record's action declares */
    static Grants of(Upload upload, Function<ActionRecord, Set<String>> declared, Handle sql) {
        GrantTable table = new GrantTable(sql);
        Grantee author = table.present(upload.caller());
        Map<ActionId, Grantee> authors = new HashMap<>();
        Set<ActionId> founders = new HashSet<>();
        Set<String> granted = new HashSet<>();
        List<UploadedRecord> inOrder = upload.records().stream()
                .sorted(Comparator.comparing(each -> ReplayKey.of(each.record())))
                .toList();
        for (UploadedRecord each : inOrder) {
            founders.add(each.record().id());
            Set<String> founded = founded(each.claim().audiences(), founders);
            founded.addAll(founded(declared.apply(each.record()), founders));
            if (granted.addAll(founded)) {
                author = table.with(founded, author);
            }
            authors.put(each.record().id(), author);
        }
        return new Grants(authors);
    }

    /** {@return the author of a record of the upload, with its grant} */
    Grantee author(ActionId record) {
        Grantee author = authors.get(record);
        if (author == null) {
            throw new IllegalArgumentException("record " + record + " is not of this upload");
        }
        return author;
    }

    private static Set<String> founded(Set<String> audiences, Set<ActionId> founders) {
        return audiences.stream()
                .filter(audience -> FoundedAudience.founder(audience)
                        .filter(founders::contains)
                        .isPresent())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
