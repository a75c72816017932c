package org.synchrotron.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A frame that the server sent, and the bytes of frames for it. */
final class RawFrame {

    /** In the first byte of the last fragment of a message. */
    static final int LAST = 0x80;

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int NO_CODE = 1005;

    private final int kind;
    private final boolean isLast;
    private final byte[] payload;

    private RawFrame(int kind, boolean isLast, byte[] payload) {
        this.kind = kind;
        this.isLast = isLast;
        this.payload = payload;
    }

    /** Reads the next frame. */
    static RawFrame read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        return new RawFrame(first & 0x0F, (first & LAST) != 0, in.readNBytes(length(in)));
    }

    private static int length(DataInputStream in) throws IOException {
        int second = in.readUnsignedByte() & 0x7F;
        if (second == 126) {
            return in.readUnsignedShort();
        }
        return second == 127 ? Math.toIntExact(in.readLong()) : second;
    }

    /** {@return the bytes of a frame with this text} */
    static byte[] text(int first, String text) {
        return of(first, text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the bytes of a frame} */
    static byte[] of(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.writeBytes(head(first, payload.length));
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** {@return the head of a frame of this length} Masks with zeros, which is allowed and leaves the payload readable. */
    static byte[] head(int first, int length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(first);
        if (length < 126) {
            head.write(0x80 | length);
        } else {
            head.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                head.write((int) ((long) length >> shift));
            }
        }
        head.writeBytes(new byte[4]);
        return head.toByteArray();
    }

    int kind() {
        return kind;
    }

    boolean isLast() {
        return isLast;
    }

    byte[] payload() {
        return payload;
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** {@return the code of this close frame; 1005 if it has none} */
    int closeCode() {
        return payload.length < 2 ? NO_CODE : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    /** {@return code and reason of this close frame, as words} */
    String closing() {
        return payload.length < 2
                ? "closed without a code"
                : "closed " + closeCode() + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
}
