package org.synchrotron.server.log;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.RowScope;

/**
 * Rows that a replica is given instead of records: those of a scope, and those that the records of a span touched. Immutable.
 *
 * @param scope the rows that are given whether they were touched or not
 * @param after the ingest id after which the span begins
 * @param upTo the ingest id at which the span ends
 * @param rest what is missing of them; null if all are given
 */
public record RowSelection(
        RowScope scope, long after, long upTo, @Nullable Rest rest) {

    /**
     * The replica was given those up to a place before: it is given the others, and what was touched since.
     *
     * @param place up to where it has them
     * @param head the ingest id at which the log ended then
     */
    public record Rest(RowPlace place, long head) {}

    /** {@return whether all visible rows of a table are given} */
    boolean isWhole(String table) {
        return scope.all() || scope.tables().contains(table);
    }

    Set<String> audiences() {
        return scope.audiences();
    }

    /** {@return the place after which a stage goes on; null if it is read from its beginning} */
    @Nullable
    RowPlace from(RowPlace.Stage stage) {
        return rest != null && rest.place().stage() == stage ? rest.place() : null;
    }

    /** {@return whether the replica has all of a stage} */
    boolean isOver(RowPlace.Stage stage) {
        return rest != null && rest.place().stage().compareTo(stage) > 0;
    }
}
