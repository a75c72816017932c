package org.synchrotron.client.link;

import java.util.function.Consumer;
import org.synchrotron.client.SyncProblem;

/** Where a client gets its bearer tokens. Thread-safe. */
public interface TokenSource {

    /**
     * Asks for a token and returns at once. One of the two is called once, within a bounded time, on any thread.
     *
     * @param given takes the token
     * @param failed hears why there is none
     */
    void request(Consumer<String> given, Consumer<SyncProblem> failed);
}
