package org.synchrotron.client;

import org.synchrotron.log.ActionId;

/** An action threw an exception that is no refusal when it was executed. Its changes were rolled back; nothing is recorded. Immutable. */
public final class ActionFailed extends ClientException {

    private static final long serialVersionUID = 1L;

    private final String tag;
    private final ActionId actionId;

    /** For the client's own packages. */
    public ActionFailed(String tag, ActionId actionId, Throwable cause) {
        super("action " + tag + " failed (record " + actionId + ", nothing stored): " + cause.getMessage(), cause);
        this.tag = tag;
        this.actionId = actionId;
    }

    /** {@return the tag of the action that failed} */
    public String tag() {
        return tag;
    }

    /** {@return the id that the record would have had; it is not in the log} */
    public ActionId actionId() {
        return actionId;
    }
}
