package org.synchrotron.action;

/**
 * An action's code ended with what is no {@link RuntimeException}: an error, such as a failed assertion or a class that is not there,
 * or a checked exception that slipped through. Like any failure it concerns the record alone.
 */
public final class ActionBroken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ActionBroken(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return the failure behind it}
     *
     * @throws VirtualMachineError if that is what happened, for it says nothing of the action; but for a stack that is too deep
     */
    static ActionBroken by(Throwable cause) {
        if (cause instanceof StackOverflowError) {
            return new ActionBroken("the action calls itself without end", cause);
        }
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        return new ActionBroken(cause.toString(), cause);
    }
}
