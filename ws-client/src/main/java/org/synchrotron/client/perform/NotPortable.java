package org.synchrotron.client.perform;

/** A run wrote a value that not every replica could read. What it wrote is undone. */
final class NotPortable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotPortable(String reason) {
        super(reason);
    }
}
