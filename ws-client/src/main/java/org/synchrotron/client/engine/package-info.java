/**
 * The core of a client: a replica, and the connection that keeps it in step, as state machines on one loop. It knows ports only:
 * {@link org.synchrotron.client.engine.Loop} for work and time, {@link org.synchrotron.client.link.Transport} for the network. It
 * has no thread, no socket and no clock, so that the simulator runs these very classes on virtual time.
 */
@NullMarked
package org.synchrotron.client.engine;

import org.jspecify.annotations.NullMarked;
