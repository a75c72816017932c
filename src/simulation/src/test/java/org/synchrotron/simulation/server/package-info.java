/**
 * The real server code without its container: accepting, materializing, feeding, on embedded PostgreSQL, with the simulation's
 * timeline in the place of threads, and connections that a container would hand from one client to the next.
 */
@NullMarked
package org.synchrotron.simulation.server;

import org.jspecify.annotations.NullMarked;
