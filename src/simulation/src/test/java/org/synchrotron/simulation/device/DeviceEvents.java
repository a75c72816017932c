package org.synchrotron.simulation.device;

import org.synchrotron.log.ActionRecord;

/** Receives the events of a device. */
public interface DeviceEvents {

    /** A message reached the device, and its process has not read it yet. */
    void heard(Device device, String text);

    /** A record was executed and stored. */
    void executed(Device device, ActionRecord record);

    /** The device will now retry this refused record, with those that were quarantined because of it. */
    void retrying(Device device, String refused);

    /** The device will now discard this refused record, with those that were quarantined because of it. */
    void discarding(Device device, String refused);

    /** A transaction ended in the middle of a step; the process may die before the step's end. */
    void transactionEnded(Device device);

    /** A step that may have changed the file ended; no transaction is open. */
    void stepEnded(Device device);

    /** A new process opened the file. */
    void reopened(Device device);
}
