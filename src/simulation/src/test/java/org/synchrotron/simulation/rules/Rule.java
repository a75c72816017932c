package org.synchrotron.simulation.rules;

import java.util.Collection;

/** A rule that a run can break. */
public enum Rule {
    ONE_ORDER("rule 1, one order"),
    EXACT_UNDO("rule 2, exact undo"),
    THE_SERVER_RUNS_THE_LOGIC("rule 3, the server runs the logic"),
    THE_LOG_STAYS_TRUE("rule 4, the log stays true"),
    KNOWN_BEATS_COMPUTED("rule 5, known beats computed"),
    HIDDEN_ROWS("rule 7, hidden rows"),
    NOTHING_LOST_NOTHING_TWICE("rule 8, nothing acknowledged is lost, nothing counts twice"),
    ONE_BAD_RECORD_BLOCKS_NOBODY("rule 9, one bad record blocks nobody"),
    LOGIC_FAILURES_STAY_LOCAL("rule 10, logic failures stay local"),
    ROWS_WITHOUT_HISTORY("rule 14, rows without history"),
    PRIVACY("privacy, nobody holds what they may not see"),
    THE_SUM("the sum of all accounts never changes"),
    LIVENESS("liveness, all drains once faults stop"),
    FAILURE("the product failed");

    private final String sentence;

    Rule(String sentence) {
        this.sentence = sentence;
    }

    /**
     * Breaks the rule if there are faults.
     *
     * @throws BrokenRule which names the place and the faults
     */
    void requireNone(Collection<?> faults, String where) {
        if (!faults.isEmpty()) {
            throw new BrokenRule(this, where + ": " + faults, null);
        }
    }

    @Override
    public String toString() {
        return sentence;
    }
}
