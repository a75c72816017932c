package org.synchrotron.server.accept;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.FoundedAudience;
import org.synchrotron.server.access.Caller;
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

    /** @param upload the records of the upload, in replay order */
    static Grants of(Caller caller, List<DeclaredRecord> upload, Handle sql) {
        GrantTable table = new GrantTable(sql);
        Grantee author = table.present(caller);
        Map<ActionId, Grantee> authors = new HashMap<>();
        Set<ActionId> founders = new HashSet<>();
        Set<String> granted = new HashSet<>();
        for (DeclaredRecord each : upload) {
            founders.add(each.id());
            Set<String> founded = founded(each.audiences(), founders);
            if (granted.addAll(founded)) {
                author = table.with(founded, author);
            }
            authors.put(each.id(), author);
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
                .collect(Collectors.toUnmodifiableSet());
    }
}
