package org.synchrotron.demo.run.drive;

/**
 * The transferred bytes.
 *
 * @param up the bytes from the clients to the server
 * @param down the bytes from the server to the clients
 */
public record Traffic(long up, long down) {

    static final Traffic NONE = new Traffic(0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(up + other.up, down + other.down);
    }
}
