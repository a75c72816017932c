package org.synchrotron.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ProtocolVersion;

/**
 * A WebSocket over a plain socket, for clients that do not keep to the protocol: any path, with or without a token, fragments and
 * frames without an end. It reads only when it is told to. Every read has a time limit. For one thread.
 */
public final class RawSocket implements AutoCloseable {

    /** The time limit of one read, in milliseconds. */
    private static final int READ_LIMIT = 30_000;

    /** The code of a connection that ends without a close frame. */
    private static final int NO_FRAME = 1006;

    /** A small window, so that a client that does not read soon blocks the server. A client that does read is slow with it. */
    public static final int NARROW = 4 * 1024;

    /** A usual window. */
    public static final int WIDE = 256 * 1024;

    /** The status of an upgrade that has succeeded. */
    public static final int OPENED = 101;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final int status;
    private final StringBuilder texts = new StringBuilder();

    private RawSocket(Socket socket, String path, @Nullable String token) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(READ_LIMIT);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        out.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + Base64.getEncoder().encodeToString(key) + "\r\n"
                        + (token == null ? "" : "Authorization: Bearer " + token + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        status = Integer.parseInt(readHead().split(" ", 3)[1]);
    }

    /** {@return a socket on the path, whose upgrade the server has answered with any status} */
    public static RawSocket dial(URI server, String path, @Nullable String token) throws IOException {
        return dial(server, path, token, WIDE);
    }

    private static RawSocket dial(URI server, String path, @Nullable String token, int window) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(window);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), READ_LIMIT);
            return new RawSocket(socket, path, token);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** {@return an open WebSocket on the endpoint, with a window of this many bytes} */
    public static RawSocket open(URI server, String token, int window) throws IOException {
        RawSocket opened = dial(server, server.getPath() + ProtocolVersion.PATH, token, window);
        if (opened.status != OPENED) {
            opened.close();
            throw new IOException("the upgrade was answered with " + opened.status);
        }
        return opened;
    }

    /** {@return the HTTP status of the server's answer to the upgrade} */
    public int status() {
        return status;
    }

    /** Sends a whole text message. */
    public void send(String text) throws IOException {
        out.write(RawFrame.text(RawFrame.LAST | RawFrame.TEXT, text));
    }

    /** Sends the first fragment of a text message that is not its last. */
    public void begin(String part) throws IOException {
        out.write(RawFrame.text(RawFrame.TEXT, part));
    }

    /** Sends a further fragment that is not the last one. */
    public void goOn(String part) throws IOException {
        out.write(RawFrame.text(RawFrame.CONTINUATION, part));
    }

    /** Sends the head of a frame of this length, and nothing of its content. */
    public void beginFrame(int length) throws IOException {
        out.write(RawFrame.head(RawFrame.LAST | RawFrame.TEXT, length));
    }

    /** Sends bytes as they are. */
    public void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /**
     * {@return the server's next text message; {@code "closed CODE REASON"} for its close frame; {@code "ended"} if the connection
     * has ended without one}
     *
     * @throws java.net.SocketTimeoutException if nothing arrives in time
     */
    public String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try {
            while (true) {
                RawFrame frame = RawFrame.read(in);
                if (frame.kind() == RawFrame.CLOSE) {
                    return frame.closing();
                }
                if (frame.kind() <= RawFrame.TEXT) {
                    message.write(frame.payload());
                    if (frame.isLast()) {
                        return message.toString(StandardCharsets.UTF_8);
                    }
                }
            }
        } catch (EOFException | SocketException e) {
            return "ended";
        }
    }

    /** {@return what the server said until it closed the connection, in one text} */
    public String receiveAll() throws IOException {
        StringBuilder all = new StringBuilder();
        String next = receive();
        while (!next.startsWith("closed") && !next.equals("ended")) {
            all.append(next).append('\n');
            next = receive();
        }
        return all.append(next).toString();
    }

    /**
     * {@return the first message that contains one of the texts} Skips others.
     *
     * @throws IOException if the connection ends first
     */
    public String receiveUntil(String... texts) throws IOException {
        String next = receive();
        while (Stream.of(texts).noneMatch(next::contains)) {
            if (next.startsWith("closed") || next.equals("ended")) {
                throw new IOException(next + " before one of " + List.of(texts));
            }
            next = receive();
        }
        return next;
    }

    /**
     * {@return the close code, once the connection has ended; 1006 if it ended without a close frame} Answers pings meanwhile.
     *
     * @throws java.net.SocketTimeoutException if the connection has not ended within this time
     */
    public int awaitClose(Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                socket.setSoTimeout((int) Math.max(1, left));
                int code = readFrame();
                if (code > 0) {
                    return code;
                }
            }
        } catch (EOFException | SocketException e) {
            return NO_FRAME;
        } finally {
            restoreLimit();
        }
    }

    private void restoreLimit() throws SocketException {
        if (!socket.isClosed()) {
            socket.setSoTimeout(READ_LIMIT);
        }
    }

    /** Reads one frame, for {@link #texts}. Answers a ping. */
    public void readSome() throws IOException {
        readFrame();
    }

    /** {@return the code if it is a close frame; otherwise 0} */
    private int readFrame() throws IOException {
        RawFrame frame = RawFrame.read(in);
        if (frame.kind() == RawFrame.CLOSE) {
            return frame.closeCode();
        }
        if (frame.kind() == RawFrame.PING) {
            out.write(RawFrame.of(RawFrame.LAST | RawFrame.PONG, frame.payload()));
        } else {
            texts.append(frame.text());
        }
        return 0;
    }

    /** {@return the texts that {@link #readSome} and {@link #awaitClose} have read so far} */
    public String texts() {
        return texts.toString();
    }

    private String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** Ends the connection without a close frame. */
    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
