package org.synchrotron.action;

/**
 * Thrown when an action does what no action may: it ends its transaction, changes the session or the schema, or asks for the connection
 * itself. Nothing of that was done.
 */
public final class ForbiddenStatement extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String what;

    /**
     * @param what the first words of the statement, or the name of the method
     * @param sql the statement
     */
    public ForbiddenStatement(String what, String sql) {
        super("an action reads and writes rows, it does not '" + what + "': " + sql);
        this.what = what;
    }

    /** {@return the first words of the statement, or the name of the method, such as {@code commit}} */
    public String what() {
        return what;
    }
}
