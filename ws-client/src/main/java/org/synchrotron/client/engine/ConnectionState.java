package org.synchrotron.client.engine;

import org.synchrotron.client.SyncStatus.Connection;

/**
 * The state of a client's connection; {@link Transition} lists the transitions. Immutable.
 *
 * <p>Events of an earlier attempt are recognized by its number.
 */
sealed interface ConnectionState {

    /** {@return the number of the present attempt, or of the next one} */
    int attempt();

    /** {@return the losses in a row before this attempt} */
    Failures failures();

    /** {@return the state that the application sees} */
    default Connection shown() {
        if (this instanceof Online) {
            return Connection.ONLINE;
        }
        return this instanceof Offline ? Connection.OFFLINE : Connection.CONNECTING;
    }

    /** No connection is wanted. */
    record Offline(int attempt) implements ConnectionState {
        @Override
        public Failures failures() {
            return Failures.NONE;
        }
    }

    /** The application is asked for a token. */
    record Asking(int attempt, Failures failures) implements ConnectionState {}

    /** A link is being opened. */
    record Opening(int attempt, Failures failures) implements ConnectionState {}

    /** The link is open, and the client has sent hello. */
    record Greeting(int attempt, Failures failures) implements ConnectionState {}

    /** The server has sent its welcome. */
    record Online(int attempt, Failures failures) implements ConnectionState {}

    /** An attempt has ended, and the next one follows after a wait. */
    record Waiting(int attempt, Failures failures) implements ConnectionState {}
}
