package org.synchrotron.client.engine;

import org.synchrotron.client.SyncStatus.Connection;

/**
 * Where a client stands with its connection; {@link Transition} says how it gets from one state to another.
 *
 * <p>The number of the attempt tells what belongs to it from what still comes of a former one.
 */
sealed interface ConnectionState {

    /** {@return the number of the present attempt, or of the next one} */
    int attempt();

    /** {@return the losses in a row before this attempt} */
    Failures failures();

    /** {@return what the application is shown of it} */
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

    /** The link stands, and the client has said hello. */
    record Greeting(int attempt, Failures failures) implements ConnectionState {}

    /** The server has greeted. */
    record Online(int attempt, Failures failures) implements ConnectionState {}

    /** An attempt is over, and the next one comes after a while. */
    record Waiting(int attempt, Failures failures) implements ConnectionState {}
}
