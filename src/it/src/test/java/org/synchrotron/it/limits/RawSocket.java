package org.synchrotron.it.limits;

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
import org.synchrotron.it.kit.Tokens;
import org.synchrotron.protocol.ProtocolVersion;

/** A WebSocket over a plain socket, frame by frame, for clients that do not keep to the protocol. Not thread-safe. */
final class RawSocket implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final StringBuilder texts = new StringBuilder();

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Opens a WebSocket of the user. Its receive buffer is small, so that a client that does not read is noticed. */
    static RawSocket open(String user, URI server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), 10_000);
        RawSocket opened = new RawSocket(socket);
        opened.upgrade(user, server.getPath() + ProtocolVersion.PATH);
        return opened;
    }

    private void upgrade(String user, String path) throws IOException {
        out.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer "
                        + Tokens.of(user) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(30_000);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        if (!head.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IOException("no WebSocket: " + head);
        }
    }

    /** Sends a whole text. */
    void text(String text) throws IOException {
        frame(TEXT, true, text);
    }

    /** Sends the first part of a text. */
    void begin(String part) throws IOException {
        frame(TEXT, false, part);
    }

    /** Sends a further part of a text, which is not the last. */
    void more(String part) throws IOException {
        frame(CONTINUATION, false, part);
    }

    /** Sends the head of a frame of this length, and nothing of what is in it. */
    void beginFrame(int length) throws IOException {
        out.write(0x80 | TEXT);
        out.write(0x80 | 127);
        out.write(new byte[] {
            0, 0, 0, 0, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
        });
        out.write(new byte[4]);
    }

    /** Sends bytes as they are. */
    void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    private void frame(int opcode, boolean last, String text) throws IOException {
        frame(opcode, last, text.getBytes(StandardCharsets.UTF_8));
    }

    private void frame(int opcode, boolean last, byte[] content) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (content.length < 126) {
            frame.write(0x80 | content.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) content.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(content);
        out.write(frame.toByteArray());
    }

    /**
     * Reads to the end of the connection, and answers pings meanwhile.
     *
     * @return the close code, or 1006 if there was none
     * @throws IOException if the connection has not ended within this time
     */
    int awaitClose(Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                socket.setSoTimeout((int) Math.max(1, left));
                int code = read();
                if (code > 0) {
                    return code;
                }
            }
        } catch (EOFException | SocketException e) {
            return 1006;
        }
    }

    /** Reads one message or less. */
    void readSome() throws IOException {
        socket.setSoTimeout(30_000);
        read();
    }

    private int read() throws IOException {
        int opcode = in.readUnsignedByte() & 15;
        int length = in.readUnsignedByte() & 127;
        long content = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
        byte[] bytes = new byte[(int) content];
        in.readFully(bytes);
        if (opcode == CLOSE) {
            return bytes.length < 2 ? 1005 : ((bytes[0] & 255) << 8) | (bytes[1] & 255);
        }
        if (opcode == PING) {
            frame(PONG, true, bytes);
        } else {
            texts.append(new String(bytes, StandardCharsets.UTF_8));
        }
        return 0;
    }

    /** {@return the texts that were read so far} */
    String texts() {
        return texts.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
