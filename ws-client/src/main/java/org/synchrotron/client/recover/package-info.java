/**
 * Repairs of a replica. Records stamped by a clock that ran ahead get new readings, keep their ids and arguments, and are replayed
 * at their new place. When the user's audiences change, rows come and go.
 */
@NullMarked
package org.synchrotron.client.recover;

import org.jspecify.annotations.NullMarked;
