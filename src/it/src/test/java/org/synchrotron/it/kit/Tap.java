package org.synchrotron.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where the answers of one connection pass, or are collected while it is shut. */
final class Tap {

    private final OutputStream client;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private boolean shut;
    private String last;

    /** @param last the text at which it shuts itself, or empty */
    Tap(OutputStream client, boolean shut, String last) {
        this.client = client;
        this.shut = shut;
        this.last = last;
    }

    synchronized void shut() {
        shut = true;
    }

    /** Shuts before the next answer that contains the text. */
    synchronized void shutAt(String text) {
        last = text;
    }

    synchronized void open() throws IOException {
        shut = false;
        last = "";
        collected.writeTo(client);
        collected.reset();
        client.flush();
    }

    synchronized void pass(byte[] buffer, int length) throws IOException {
        shut |= !last.isEmpty() && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(last);
        if (shut) {
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
