/**
 * What it means to track an application's table, said once for both databases: the columns that take part, their
 * portable types, and the one place that quotes identifiers. The database packages read a table's definition into
 * these values and install capture from them.
 */
@NullMarked
package org.synchrotron.db.tracking;

import org.jspecify.annotations.NullMarked;
