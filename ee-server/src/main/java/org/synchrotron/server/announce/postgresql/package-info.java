/**
 * The leaf that hears of commits: PostgreSQL's notifications come in, on one thread with a connection of its own, and go on to the
 * {@link org.synchrotron.server.announce.CommitListener}. A lost connection is opened again.
 */
@NullMarked
package org.synchrotron.server.announce.postgresql;

import org.jspecify.annotations.NullMarked;
