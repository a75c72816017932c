package org.synchrotron.action;

/**
 * Wraps what an action threw if it is not a {@link RuntimeException}: an error, such as a failed assertion or a missing class, or
 * an undeclared checked exception. Like any failure of an action it concerns its record alone.
 */
public final class ActionBroken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ActionBroken(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return the cause, wrapped}
     *
     * @throws VirtualMachineError if the cause is one, because it says nothing about the action; except a stack overflow, which
     *     is wrapped
     */
    static ActionBroken by(Throwable cause) {
        if (cause instanceof StackOverflowError) {
            return new ActionBroken("the action calls itself without end (stack overflow)", cause);
        }
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        return new ActionBroken(cause.toString(), cause);
    }
}
