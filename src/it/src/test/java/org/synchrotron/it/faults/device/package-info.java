/**
 * What runs in the processes that faults strike: a device that takes commands from its parent, and ends at a given step of SQLite, as kill -9
 * would end it.
 */
@NullMarked
package org.synchrotron.it.faults.device;

import org.jspecify.annotations.NullMarked;
