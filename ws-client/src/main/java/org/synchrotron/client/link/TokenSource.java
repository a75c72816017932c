package org.synchrotron.client.link;

import java.util.function.Consumer;
import org.synchrotron.client.SyncProblem;

/** Where the client gets its tokens. Thread-safe. */
public interface TokenSource {

    /**
     * Asks for a token and returns at once. One of the two is called, once, within a bounded time and on any thread.
     *
     * @param token takes the token
     * @param failure takes the reason why there is none
     */
    void request(Consumer<String> token, Consumer<SyncProblem> failure);
}
