package org.synchrotron.client.link;

import java.util.function.Consumer;
import org.synchrotron.client.SyncProblem;

/** The source of a client's bearer tokens. Thread-safe. */
public interface TokenSource {

    /**
     * Asks for a token and returns at once. One of the two callbacks is called once, within a bounded time, on any thread.
     *
     * @param given receives the token
     * @param failed receives the reason if there is no token
     */
    void request(Consumer<String> given, Consumer<SyncProblem> failed);
}
