package org.synchrotron.bench.run.setup;

import java.time.Duration;

/** Something took longer than the benchmark waits, or ended before. */
public final class GivenUp extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String why;

    GivenUp(Duration patience) {
        this("more than " + patience.toSeconds() + " s");
    }

    GivenUp(String why) {
        this.why = why;
    }

    /** {@return how long it took at least, or how it ended, in words} */
    public String why() {
        return why;
    }
}
