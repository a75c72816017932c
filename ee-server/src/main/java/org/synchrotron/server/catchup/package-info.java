/**
 * Reads the log for a replica: the records after its cursor that its user may see, in ingest order, in deliveries of bounded
 * size. It reads under the role of the reader, so row level security decides what is visible. A replica that holds the log up to
 * an ingest id holds all visible records up to it.
 */
@NullMarked
package org.synchrotron.server.catchup;

import org.jspecify.annotations.NullMarked;
