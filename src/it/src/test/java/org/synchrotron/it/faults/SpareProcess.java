package org.synchrotron.it.faults;

/** A process that has been started before it is needed, because that takes a while. One thread may use it. */
final class SpareProcess implements AutoCloseable {

    private DeviceProcess next = new DeviceProcess();

    /** {@return the process} Another one is started in its place. */
    DeviceProcess take() {
        DeviceProcess taken = next;
        next = new DeviceProcess();
        return taken;
    }

    @Override
    public void close() {
        next.close();
    }
}
