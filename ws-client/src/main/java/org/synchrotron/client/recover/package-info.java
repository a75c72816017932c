/**
 * Mending what went wrong on this device: records stamped by a clock that ran ahead get new readings, keep their ids and
 * arguments, and are replayed at their new place.
 */
@NullMarked
package org.synchrotron.client.recover;

import org.jspecify.annotations.NullMarked;
