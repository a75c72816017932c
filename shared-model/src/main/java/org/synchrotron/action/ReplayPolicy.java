package org.synchrotron.action;

/**
 * On which replicas of other users an action's logic runs again. On the author's own replicas and on the server it always does.
 */
public enum ReplayPolicy {

    /**
     * On every replica that has the code. Replicas of other users use it to predict, and to find rows that the author could not
     * see but the action would have written; these become corrections.
     */
    EVERYWHERE,

    /**
     * On no replica of other users: the action's effect is what it did under its author's view. Replicas of other users apply the
     * known effects and never run the logic, which is also faster.
     */
    AUTHOR
}
