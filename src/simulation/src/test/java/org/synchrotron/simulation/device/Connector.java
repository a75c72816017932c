package org.synchrotron.simulation.device;

import java.util.Optional;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.network.Receiver;

/** How a device reaches the server. */
@FunctionalInterface
public interface Connector {

    /** {@return a connection, if the server answers; what it hears goes to that receiver} */
    Optional<Link> connect(Device device, Receiver receiver);
}
