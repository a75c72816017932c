/**
 * The core of a client: a replica and its connection, as state machines on one loop. It knows ports only:
 * {@link org.synchrotron.client.engine.Loop} for work and time, {@link org.synchrotron.client.link.Transport} for the network. It
 * has no thread, no socket and no clock, so that the simulator can run the same classes on virtual time.
 */
@NullMarked
package org.synchrotron.client.engine;

import org.jspecify.annotations.NullMarked;
