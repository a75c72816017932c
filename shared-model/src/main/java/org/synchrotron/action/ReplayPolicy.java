package org.synchrotron.action;

/** Where the logic of an action's records runs again. On the author's own replicas and on the server it always does. */
public enum ReplayPolicy {

    /**
     * On every replica that has the code. Replicas of other users predict with it, and find rows that the author could not see
     * but the action would have written; these become corrections.
     */
    EVERYWHERE,

    /**
     * Nowhere else: what the action did under its author's view is all there is. Replicas of other users apply the known effects
     * and never run the logic, which is also faster.
     */
    AUTHOR
}
