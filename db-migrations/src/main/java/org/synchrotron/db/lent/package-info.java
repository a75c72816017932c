/**
 * The connection that the actions of applications get. It belongs to a transaction of the engine, and only the engine ends that. Both
 * sides use it.
 */
@NullMarked
package org.synchrotron.db.lent;

import org.jspecify.annotations.NullMarked;
