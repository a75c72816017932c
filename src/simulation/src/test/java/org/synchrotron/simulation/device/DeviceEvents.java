package org.synchrotron.simulation.device;

import org.synchrotron.log.ActionRecord;

/** Hears what a device does. */
public interface DeviceEvents {

    /** A record was executed and stored. */
    void executed(Device device, ActionRecord record);

    /** It is about to make this refused record, and those that were quarantined with it, pending again. */
    void retrying(Device device, String refused);

    /** It is about to forget this refused record, and those that were quarantined with it. */
    void discarding(Device device, String refused);

    /** A transaction of its file ended in the middle of a step, which its process may not survive. */
    void transactionEnded(Device device);

    /** A step that may have changed its file ended; between transactions now. */
    void stepEnded(Device device);

    /** Its process came back on its file. */
    void reopened(Device device);
}
