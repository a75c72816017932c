package org.synchrotron.server.log;

import java.util.Set;
import org.synchrotron.protocol.RowScope;

/**
 * Rows that a replica is given instead of records: those of a scope, and those that the records of a span touched. Immutable.
 *
 * @param scope the rows that are given whether they were touched or not
 * @param after the ingest id after which the span begins
 * @param upTo the ingest id at which the span ends
 */
public record RowSelection(RowScope scope, long after, long upTo) {

    /** {@return whether all visible rows of a table are given} */
    boolean isWhole(String table) {
        return scope.all() || scope.tables().contains(table);
    }

    Set<String> audiences() {
        return scope.audiences();
    }
}
