/**
 * Reading the log for a replica: what its user may see behind its cursor, in ingest order, in portions. It reads under the
 * role of the reader, so row level security decides, and a reader that has seen an ingest id has seen all below it.
 */
@NullMarked
package org.synchrotron.server.catchup;

import org.jspecify.annotations.NullMarked;
