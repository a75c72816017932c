/**
 * Repairs a replica. Records whose clock was ahead get new clocks, keep their ids and arguments, and are replayed at their new places.
 */
@NullMarked
package org.synchrotron.client.recover;

import org.jspecify.annotations.NullMarked;
