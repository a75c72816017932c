package org.synchrotron.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Where the answers of one connection pass, or are collected while it is shut. */
final class Tap {

    private final OutputStream client;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private boolean shut;

    Tap(OutputStream client, boolean shut) {
        this.client = client;
        this.shut = shut;
    }

    synchronized void shut() {
        shut = true;
    }

    synchronized void open() throws IOException {
        shut = false;
        collected.writeTo(client);
        collected.reset();
        client.flush();
    }

    synchronized void pass(byte[] buffer, int length) throws IOException {
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
