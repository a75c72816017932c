package org.synchrotron.server;

import org.synchrotron.log.ActionId;
import org.synchrotron.log.UserId;

/**
 * A CDI event: an accepted record was withdrawn, see {@link Withdrawals}. It is fired after the commit, on the node that carried it out.
 * Immutable.
 *
 * @param author of the record
 * @param reason the operator's sentence
 */
public record RecordWithdrawn(ActionId record, UserId author, String reason) {}
