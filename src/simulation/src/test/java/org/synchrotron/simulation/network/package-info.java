/**
 * Connections with faults. A {@link org.synchrotron.simulation.network.Link} is one connection, whose two lanes carry texts in parts and
 * in order, unless a fault is planned.
 */
@NullMarked
package org.synchrotron.simulation.network;

import org.jspecify.annotations.NullMarked;
