package org.synchrotron.server.catchup;

import java.util.Set;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsStart;

/**
 * Takes a row delivery while it is read: its beginning, its parts in order, its end. It should not wait for the client, because the
 * database's snapshot lasts until it has the end. What it throws ends the reading.
 */
public interface RowSink {

    /**
     * Takes the beginning.
     *
     * @param audiences the audiences of the reader, as the rows are read
     */
    void begin(Set<String> audiences, RowsStart start);

    void part(RowsPart part);

    void end(RowsEnd end);
}
