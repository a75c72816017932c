package org.synchrotron.server.log;

import org.synchrotron.log.ActionId;

/**
 * A record that was read for a delivery. Immutable.
 *
 * @param commit identifies the commit that added it to the log; records of one commit have the same
 * @param argsLength the length of the arguments' JSON, in characters
 */
public record ArrivedRecord(LoggedRecord record, String commit, int argsLength) {

    /** {@return the id of the record} */
    public ActionId id() {
        return record.record().id();
    }

    /** {@return the ingest id of the record} */
    public long ingestId() {
        return record.acceptance().ingestId();
    }
}
