package org.synchrotron.simulation.device;

import java.util.Optional;
import org.synchrotron.simulation.network.Ear;
import org.synchrotron.simulation.network.Link;

/** How a device reaches the server. */
@FunctionalInterface
public interface Dial {

    /** {@return a connection, if the server answers; what it hears goes to that ear} */
    Optional<Link> connect(Device device, Ear ear);
}
