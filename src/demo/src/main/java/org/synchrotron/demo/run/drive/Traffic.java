package org.synchrotron.demo.run.drive;

/**
 * What went over the sockets.
 *
 * @param up bytes from the clients
 * @param down bytes to the clients
 */
public record Traffic(long up, long down) {

    static final Traffic NONE = new Traffic(0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(up + other.up, down + other.down);
    }
}
