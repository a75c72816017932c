package org.synchrotron.it.kit;

import java.io.IOException;
import java.net.Socket;

/** A connection through a proxy: a gate for each direction. Thread-safe. */
final class ProxiedConnection {

    private final Gate requests;
    private final Gate answers;

    ProxiedConnection(Socket client, Socket server, Passage requests, Passage answers) {
        this.requests = new Gate(client, server, requests);
        this.answers = new Gate(server, client, answers);
    }

    Gate requests() {
        return requests;
    }

    Gate answers() {
        return answers;
    }

    /** Changes both directions. A connection that is broken stays so. */
    void set(Passage forRequests, Passage forAnswers) {
        try {
            requests.set(forRequests);
            answers.set(forAnswers);
        } catch (IOException e) {
            requests.reset();
        }
    }
}
