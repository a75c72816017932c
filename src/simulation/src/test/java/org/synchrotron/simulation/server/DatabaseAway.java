package org.synchrotron.simulation.server;

/** The simulated failure of the server's database, or of its last word on a commit. */
final class DatabaseAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseAway() {
        super("the database is away");
    }
}
