package org.synchrotron.bench.run.setup;

import java.time.Duration;

/** Waits for things, for so long at most. Immutable. */
record Patience(Duration most) {

    /** Something that may not happen in time. */
    interface Awaited {

        /** {@return whether it happens in time} */
        boolean within(Duration atMost) throws InterruptedException;
    }

    /** @throws GivenUp if it takes too long */
    void await(Awaited awaited) {
        try {
            if (!awaited.within(most)) {
                throw new GivenUp(most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
