/**
 * Connections that behave badly. A {@link org.synchrotron.simulation.network.Link} is one connection, its two lanes carry texts in
 * parts and in order, unless they are told to fail.
 */
@NullMarked
package org.synchrotron.simulation.network;

import org.jspecify.annotations.NullMarked;
