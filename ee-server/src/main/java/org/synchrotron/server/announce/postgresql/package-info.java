/**
 * The leaf that learns of commits from PostgreSQL. Notifications enter on one thread with a connection of its own, and go to the
 * {@link org.synchrotron.server.announce.CommitListener}. A lost connection is replaced.
 */
@NullMarked
package org.synchrotron.server.announce.postgresql;

import org.jspecify.annotations.NullMarked;
