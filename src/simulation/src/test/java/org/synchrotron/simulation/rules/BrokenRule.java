package org.synchrotron.simulation.rules;

import org.jspecify.annotations.Nullable;

/** A run broke a rule. It is an error, so that product code does not handle it as an ordinary failure. */
public final class BrokenRule extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final Rule rule;

    /** @param how what was found, as text */
    public BrokenRule(Rule rule, String how, @Nullable Throwable cause) {
        super(rule + ": " + how, cause);
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }
}
