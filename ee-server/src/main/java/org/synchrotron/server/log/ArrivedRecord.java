package org.synchrotron.server.log;

import org.synchrotron.log.ActionId;

/**
 * A record as it was read for a delivery.
 *
 * @param commit what came in one commit with it has the same
 * @param argsLength of the arguments' JSON, in characters
 */
public record ArrivedRecord(LoggedRecord record, String commit, int argsLength) {

    public ActionId id() {
        return record.record().id();
    }

    public long ingestId() {
        return record.acceptance().ingestId();
    }
}
