package org.synchrotron.server.session;

/** Sessions of a node without a database, on the caller's thread, for tests of what is refused before a session begins. */
public final class Strangers {

    private Strangers() {}

    /** {@return an opener whose sessions cannot greet} */
    public static SessionOpener opener() {
        return new TestNode(
                        new CallersThread(),
                        SessionLimits.DEFAULT,
                        TestNode.failing(new AssertionError("a transaction")))
                .opener();
    }
}
