package org.synchrotron.simulation.rules;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What a client's file came by of records that are not taken. */
public final class QuarantineCount {

    private final Set<String> retried = new HashSet<>();
    private int refused;
    private int tooLong;
    private int heldBack;
    private int discarded;

    void noteNotTaken(boolean forItsLength) {
        if (forItsLength) {
            tooLong++;
        } else {
            refused++;
        }
    }

    void noteHeldBack() {
        heldBack++;
    }

    void noteRetried(Set<String> ids) {
        retried.addAll(ids);
    }

    void noteDiscarded(Set<String> ids) {
        discarded += ids.size();
    }

    /** {@return how many records were quarantined because the server refused them} */
    public int refused() {
        return refused;
    }

    /** {@return how many were because no message can hold them} */
    public int tooLong() {
        return tooLong;
    }

    /** {@return how many were because they build on such a one} */
    public int heldBack() {
        return heldBack;
    }

    /** {@return how many the application has forgotten} */
    public int discarded() {
        return discarded;
    }

    /** {@return which the application has tried again} */
    public Set<String> retried() {
        return Collections.unmodifiableSet(retried);
    }
}
