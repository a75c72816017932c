package org.synchrotron.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** One direction of a connection through a proxy: it passes bytes on, or collects them while its passage is closed. Thread-safe. */
final class Gate {

    private static final int PACKET = 8192;

    private final Socket from;
    private final Socket to;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private Passage passage;
    private boolean closed;
    private boolean ended;

    Gate(Socket from, Socket to, Passage passage) {
        this.from = from;
        this.to = to;
        this.passage = passage;
        this.closed = passage.closed();
    }

    /** Changes what happens to bytes from now on, if it is something else. If they pass, those that were collected do, too. */
    synchronized void set(Passage next) throws IOException {
        if (next.equals(passage)) {
            return;
        }
        passage = next;
        closed = next.closed();
        if (!closed) {
            write(collected.toByteArray(), collected.size());
            collected.reset();
        }
    }

    private synchronized Passage passage() {
        return passage;
    }

    /**
     * Passes bytes on until their source ends, or more have passed than may. Then closes both sides.
     *
     * @param allowed how many of so many bytes may pass
     */
    void pump(IntUnaryOperator allowed) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] packet = new byte[PACKET];
            for (int n = in.read(packet); n >= 0; n = in.read(packet)) {
                Await.pass(passage().time(n));
                int passing = allowed.applyAsInt(n);
                pass(packet, passing);
                if (passing < n) {
                    reset();
                    return;
                }
            }
        }
    }

    private synchronized void pass(byte[] packet, int length) throws IOException {
        closed |= passage.closesAt(new String(packet, 0, length, StandardCharsets.ISO_8859_1));
        if (closed) {
            collected.write(packet, 0, length);
        } else {
            write(packet, length);
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        if (!ended) {
            OutputStream out = to.getOutputStream();
            out.write(bytes, 0, length);
            out.flush();
        }
    }

    /** Ends this direction alone: the receiver is told that no more bytes come. Later ones are dropped. */
    synchronized void end() throws IOException {
        ended = true;
        to.shutdownOutput();
    }

    /** Breaks the connection at once, in both directions. */
    void reset() {
        abort(from);
        abort(to);
    }

    static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
            return;
        }
    }

    synchronized int collected() {
        return collected.size();
    }
}
