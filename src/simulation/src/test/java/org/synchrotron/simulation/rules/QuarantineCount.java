package org.synchrotron.simulation.rules;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Counts the quarantined, discarded and retried records of one client. Used by one thread. */
public final class QuarantineCount {

    private final Set<String> retried = new HashSet<>();
    private int refused;
    private int tooLong;
    private int lost;
    private int dependents;
    private int discarded;

    /** @param code why the record was quarantined itself */
    void noteRefused(String code) {
        switch (code) {
            case QuarantineRules.TOO_LONG -> tooLong++;
            case QuarantineRules.AUDIENCE_LOST -> lost++;
            default -> refused++;
        }
    }

    void noteDependent() {
        dependents++;
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

    /** {@return how many records were quarantined because no message can hold them} */
    public int tooLong() {
        return tooLong;
    }

    /** {@return how many records were quarantined because their author lost an audience} */
    public int lost() {
        return lost;
    }

    /** {@return how many records were quarantined because they build on another quarantined record} */
    public int dependents() {
        return dependents;
    }

    /** {@return how many records the application has discarded} */
    public int discarded() {
        return discarded;
    }

    /** {@return the ids of the records that the application has retried} */
    public Set<String> retried() {
        return Collections.unmodifiableSet(retried);
    }
}
