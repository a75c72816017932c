package org.synchrotron.simulation.rules;

import org.jspecify.annotations.Nullable;

/** A run broke a rule. An error, so that nothing on the way takes it for a failure of the world. */
public final class BrokenRule extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final Rule rule;

    public BrokenRule(Rule rule, String how, @Nullable Throwable cause) {
        super(rule + ": " + how, cause);
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }
}
