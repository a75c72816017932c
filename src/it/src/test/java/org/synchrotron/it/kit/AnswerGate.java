package org.synchrotron.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes the answers of one connection to its client, or collects them while it is closed. Thread-safe. */
final class AnswerGate {

    private final OutputStream client;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private boolean closed;
    private String trigger;

    /** @param trigger the text of an answer at which the gate closes; empty for none */
    AnswerGate(OutputStream client, boolean closed, String trigger) {
        this.client = client;
        this.closed = closed;
        this.trigger = trigger;
    }

    synchronized void close() {
        closed = true;
    }

    /** Closes before the next answer that contains the text. */
    synchronized void closeAt(String text) {
        trigger = text;
    }

    synchronized void open() throws IOException {
        closed = false;
        trigger = "";
        collected.writeTo(client);
        collected.reset();
        client.flush();
    }

    synchronized void pass(byte[] buffer, int length) throws IOException {
        closed |= !trigger.isEmpty() && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(trigger);
        if (closed) {
            collected.write(buffer, 0, length);
        } else {
            client.write(buffer, 0, length);
            client.flush();
        }
    }

    synchronized int collected() {
        return collected.size();
    }
}
