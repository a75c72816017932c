package org.synchrotron.simulation.device;

import org.synchrotron.log.ActionRecord;

/** Hears what a device does. */
public interface DeviceEvents {

    /** A record was executed and stored. */
    void executed(Device device, ActionRecord record);

    /** A transaction of its file ended; between transactions now. */
    void moved(Device device);

    /** Its process came back on its file. */
    void reopened(Device device);
}
