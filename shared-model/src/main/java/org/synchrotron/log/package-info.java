/**
 * What the history is made of: records that say who did what and when, and the row changes that came of them.
 *
 * <p>Values only. Records enter from the client that executed them, are written once, and are never changed; the server adds an
 * {@link org.synchrotron.log.Acceptance}. Their order is given in {@code org.synchrotron.history}.
 */
@NullMarked
package org.synchrotron.log;

import org.jspecify.annotations.NullMarked;
