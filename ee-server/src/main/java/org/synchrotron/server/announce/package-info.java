/**
 * After a commit, those who may see what changed are told. The heads of commits come in from a leaf ({@code announce.postgresql}), on
 * whichever node they were made; {@link org.synchrotron.server.announce.CommitListener} asks who may see what is new, and each of their
 * open {@code session}s then reads on after its cursor. Nothing that was committed is left untold, also if the leaf loses its
 * connection.
 */
@NullMarked
package org.synchrotron.server.announce;

import org.jspecify.annotations.NullMarked;
