/**
 * Notifies sessions after a commit. A leaf ({@code announce.postgresql}) passes in the heads of commits on all nodes. {@link
 * org.synchrotron.server.announce.CommitListener} finds the users who may see the new records; each of their open {@code
 * session}s then reads the records after its cursor. No commit is missed, also if the leaf loses its connection.
 */
@NullMarked
package org.synchrotron.server.announce;

import org.jspecify.annotations.NullMarked;
