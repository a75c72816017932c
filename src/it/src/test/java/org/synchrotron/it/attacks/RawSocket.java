package org.synchrotron.it.attacks;

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
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ProtocolVersion;

/**
 * A WebSocket that sends whatever bytes a test wants: any path, with or without a token, fragments without an end. It reads only
 * when it is told to. Every read has a time limit. For one thread.
 */
final class RawSocket implements AutoCloseable {

    /** The time limit of one read, in milliseconds. */
    private static final int READ_LIMIT = 30_000;

    /** A small window, so that a client that does not read soon blocks the server. A client that does read is slow with it. */
    static final int NARROW = 4 * 1024;

    /** A usual window. */
    static final int WIDE = 256 * 1024;

    /** The status of an upgrade that has succeeded. */
    static final int OPENED = 101;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final int status;

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
                .getBytes(StandardCharsets.US_ASCII));
        status = Integer.parseInt(readHead().split(" ", 3)[1]);
    }

    /** {@return a socket on the path, whose upgrade the server has answered with any status} */
    static RawSocket dial(URI server, String path) throws IOException {
        return dial(server, path, null, WIDE);
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
    static RawSocket open(URI server, String token, int window) throws IOException {
        RawSocket opened = dial(server, server.getPath() + ProtocolVersion.PATH, token, window);
        if (opened.status != OPENED) {
            opened.close();
            throw new IOException("the upgrade was answered with " + opened.status);
        }
        return opened;
    }

    /** {@return the HTTP status of the server's answer to the upgrade} */
    int status() {
        return status;
    }

    /** Sends a whole text message. */
    void send(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the first fragment of a text message that is not its last. */
    void begin(String part) throws IOException {
        frame(0x01, part.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a further fragment that is not the last one. */
    void goOn(String part) throws IOException {
        frame(0x00, part.getBytes(StandardCharsets.UTF_8));
    }

    /** Masks with zeros, which is allowed and leaves the payload readable. */
    private void frame(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.write(new byte[4]);
        frame.write(payload);
        out.write(frame.toByteArray());
    }

    /**
     * {@return the server's next text message; {@code "closed CODE REASON"} for its close frame; {@code "ended"} if the connection
     * has ended without one}
     *
     * @throws java.net.SocketTimeoutException if nothing arrives in time
     */
    String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try {
            while (true) {
                int first = in.readUnsignedByte();
                byte[] payload = in.readNBytes(length());
                int kind = first & 0x0F;
                if (kind == 8) {
                    return closed(payload);
                }
                if (kind <= 1) {
                    message.write(payload);
                    if ((first & 0x80) != 0) {
                        return message.toString(StandardCharsets.UTF_8);
                    }
                }
            }
        } catch (EOFException | SocketException e) {
            return "ended";
        }
    }

    /** {@return what the server said until it closed the connection, in one text} */
    String receiveAll() throws IOException {
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
    String receiveUntil(String... texts) throws IOException {
        String next = receive();
        while (Stream.of(texts).noneMatch(next::contains)) {
            if (next.startsWith("closed") || next.equals("ended")) {
                throw new IOException(next + " before one of " + List.of(texts));
            }
            next = receive();
        }
        return next;
    }

    private static String closed(byte[] payload) {
        if (payload.length < 2) {
            return "closed without a code";
        }
        int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        return "closed " + code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    private int length() throws IOException {
        int second = in.readUnsignedByte() & 0x7F;
        if (second == 126) {
            return in.readUnsignedShort();
        }
        return second == 127 ? Math.toIntExact(in.readLong()) : second;
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
