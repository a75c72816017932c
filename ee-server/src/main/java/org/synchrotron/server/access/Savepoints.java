package org.synchrotron.server.access;

import java.util.UUID;

/**
 * The names of the engine's savepoints. Actions and applications may set savepoints in the same transaction, and PostgreSQL takes the
 * latest of a name: so these are names that nobody else uses. They are the same as long as the server runs, so that its statements stay
 * prepared. Immutable.
 */
public final class Savepoints {

    private final String suffix;

    /** @param chance an id that nobody else has */
    public Savepoints(UUID chance) {
        this.suffix = "_" + chance.toString().replace("-", "");
    }

    /** {@return the name of a savepoint for this purpose, which needs no quotes} */
    public String name(String purpose) {
        return purpose + suffix;
    }
}
