/**
 * The real client code without threads and sockets: a process on a SQLite file, which may die at any write, and the user's device that
 * starts and connects it.
 */
@NullMarked
package org.synchrotron.simulation.device;

import org.jspecify.annotations.NullMarked;
