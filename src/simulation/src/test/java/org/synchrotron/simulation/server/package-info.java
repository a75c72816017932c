/**
 * The server's own classes without their container, driven through their ports: {@link
 * org.synchrotron.simulation.server.SimulatedChannel} in the place of a WebSocket, {@link
 * org.synchrotron.simulation.server.VirtualThreads} in that of threads and time, {@link
 * org.synchrotron.simulation.server.SimulatedDatabase} in that of JTA, on embedded PostgreSQL. A {@link
 * org.synchrotron.simulation.server.ServerProcess} is put together as the server's beans are; a {@link
 * org.synchrotron.simulation.server.ServerNode} says which process lives, and what happens to it.
 */
@NullMarked
package org.synchrotron.simulation.server;

import org.jspecify.annotations.NullMarked;
