package org.synchrotron.simulation.device;

import java.util.Optional;
import org.synchrotron.simulation.network.Link;
import org.synchrotron.simulation.network.Receiver;

/** Connects devices to the server. */
@FunctionalInterface
public interface Connector {

    /** {@return a connection, if the server answers; the receiver gets what arrives} */
    Optional<Link> connect(Device device, Receiver receiver);
}
