package org.synchrotron.server.session;

import java.io.IOException;

/** A channel on which nothing can be sent; the rest works. */
record BrokenChannel(Throwable failure, Channel working) implements Channel {

    @Override
    public void send(String text) throws IOException {
        if (failure instanceof IOException broken) {
            throw broken;
        }
        throw (Error) failure;
    }

    @Override
    public void ping() throws IOException {
        working.ping();
    }

    @Override
    public long partsWritten() {
        return 0;
    }

    @Override
    public void close(CloseCode code, String reason) throws IOException {
        working.close(code, reason);
    }

    @Override
    public void cut() {
        working.cut();
    }
}
