package org.synchrotron.server.log;

import org.synchrotron.log.ActionId;
import org.synchrotron.log.UserId;

/**
 * A record that is to be withdrawn. Immutable.
 *
 * @param author of the record
 * @param reason a sentence for the author
 */
public record Withdrawal(ActionId record, UserId author, String reason) {}
