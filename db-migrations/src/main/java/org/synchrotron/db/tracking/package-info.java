/**
 * Tracked tables, for both databases: their columns, their portable types, row changes to apply, and the class that quotes
 * identifiers. The database packages read a table's definition into these values and install capture from them.
 */
@NullMarked
package org.synchrotron.db.tracking;

import org.jspecify.annotations.NullMarked;
