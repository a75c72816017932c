/**
 * The contents of the log: records of who did what and when, and the row changes that they caused.
 *
 * <p>Values only. A record comes from the client that executed it, is written once and never changed; the server adds an {@link
 * org.synchrotron.log.Acceptance}. {@code org.synchrotron.history} defines the order of records.
 */
@NullMarked
package org.synchrotron.log;

import org.jspecify.annotations.NullMarked;
