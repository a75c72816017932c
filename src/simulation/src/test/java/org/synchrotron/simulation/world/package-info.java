/** A whole run: {@link org.synchrotron.simulation.world.World} puts server, network and devices together and takes the steps. */
@NullMarked
package org.synchrotron.simulation.world;

import org.jspecify.annotations.NullMarked;
