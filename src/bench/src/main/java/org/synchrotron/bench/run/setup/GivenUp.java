package org.synchrotron.bench.run.setup;

import java.time.Duration;

/** Something took longer than the benchmark waits. */
public final class GivenUp extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String why;

    GivenUp(Duration patience) {
        this.why = "more than " + patience.toSeconds() + " s";
    }

    /** {@return how long it took at least, in words} */
    public String why() {
        return why;
    }
}
