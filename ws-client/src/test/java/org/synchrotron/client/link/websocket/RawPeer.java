package org.synchrotron.client.link.websocket;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** The server's end of one connection, byte by byte. */
final class RawPeer {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LAST = 0x80;
    private static final int OPCODE = 0xf;
    private static final int MASK = 4;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;

    private final DataInputStream in;
    private final OutputStream out;

    RawPeer(Socket socket) throws IOException {
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** One frame, without its mask. */
    @SuppressWarnings("ArrayRecordComponent") // Frames are not compared.
    record Frame(int opcode, boolean last, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    void shakeHands() throws Exception {
        out.write(answer().getBytes(StandardCharsets.US_ASCII));
    }

    /** {@return the answer to the request that came, which opens the WebSocket} */
    String answer() throws Exception {
        String key = "";
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
                key = line.substring(line.indexOf(':') + 1).strip();
            }
        }
        byte[] accept = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n";
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Ends the connection. */
    void cut() throws IOException {
        in.close();
    }

    void write(byte... bytes) throws IOException {
        out.write(bytes);
    }

    void send(String text) throws IOException {
        send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(int opcode, boolean last, byte[] payload) throws IOException {
        out.write(opcode | (last ? LAST : 0));
        if (payload.length <= SHORT) {
            out.write(payload.length);
        } else {
            out.write(TWO_BYTES);
            out.write(payload.length >>> 8);
            out.write(payload.length);
        }
        out.write(payload);
    }

    Frame receive() throws IOException {
        int first = in.readUnsignedByte();
        byte[] payload = new byte[(int) payloadLength()];
        byte[] mask = in.readNBytes(MASK);
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % mask.length];
        }
        return new Frame(first & OPCODE, (first & LAST) != 0, payload);
    }

    private long payloadLength() throws IOException {
        int length = in.readUnsignedByte() & ~LAST;
        if (length < TWO_BYTES) {
            return length;
        }
        return length == TWO_BYTES ? in.readUnsignedShort() : in.readLong();
    }

    /** {@return the whole text message that comes next; pings in between are answered} */
    String receiveText() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            Frame frame = receive();
            if (frame.opcode() == PING) {
                send(PONG, true, frame.payload());
            } else if (frame.opcode() <= TEXT) {
                text.append(frame.text());
                if (frame.last()) {
                    return text.toString();
                }
            }
        }
    }

    /** {@return how many bytes the text message has that comes next}, after reading it with a pause after each slice of it */
    long receiveSlowly(int slice, int pauseMs) throws IOException, InterruptedException {
        long total = 0;
        boolean last = false;
        while (!last) {
            int first = in.readUnsignedByte();
            long length = payloadLength();
            in.skipNBytes(MASK);
            for (long left = length; left > 0; left -= slice) {
                in.skipNBytes(Math.min(left, slice));
                Thread.sleep(pauseMs);
            }
            boolean text = (first & OPCODE) <= TEXT;
            total += text ? length : 0;
            last = text && (first & LAST) != 0;
        }
        return total;
    }

    /** Waits until the client has closed the connection in any way. */
    void readToTheEnd() throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try {
            int bytes = 0;
            while (bytes >= 0) {
                bytes = in.read(buffer);
            }
        } catch (SocketException e) {
            // It was reset, which is an end, too.
            return;
        }
    }
}
