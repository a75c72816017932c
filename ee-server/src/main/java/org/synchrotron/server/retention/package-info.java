/**
 * Removes old records from the log: the beginning, in replay order, so that every record is there or gone as a whole. What they did stays in
 * the tables; their ids and outcomes stay for whoever uploads them again.
 */
@NullMarked
package org.synchrotron.server.retention;

import org.jspecify.annotations.NullMarked;
