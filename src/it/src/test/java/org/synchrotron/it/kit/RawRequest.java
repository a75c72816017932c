package org.synchrotron.it.kit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request whose path goes over the wire as it is written here, which no HTTP library does. */
public final class RawRequest {

    private static final int OPENED = 101;
    private static final int CLOSE_FRAME = 0x88;

    private RawRequest() {}

    /**
     * What the server answered.
     *
     * @param status the status of HTTP
     * @param closeCode the code with which it closed the WebSocket as the first it said there; 0 if it did not
     */
    public record Answer(int status, int closeCode) {}

    /** {@return the answer to a GET} */
    public static Answer get(URI server, String path, @Nullable String token) throws IOException {
        return send(server, path, token, List.of("Connection: close"), false);
    }

    /** {@return the answer to a request that opens a WebSocket; the connection is given up at once} */
    public static Answer upgrade(URI server, String path, @Nullable String token) throws IOException {
        return send(server, path, token, upgradeHeaders(), false);
    }

    /** {@return the same, with the close code that is the first which the server says on the WebSocket} */
    public static Answer upgradeUntilClosed(URI server, String path, @Nullable String token) throws IOException {
        return send(server, path, token, upgradeHeaders(), true);
    }

    private static List<String> upgradeHeaders() {
        return List.of(
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    private static Answer send(
            URI server, String path, @Nullable String token, List<String> headers, boolean untilClosed)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout((int) Await.TIMEOUT.toMillis());
            List<String> lines = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: 127.0.0.1"));
            lines.addAll(headers);
            if (token != null) {
                lines.add("Authorization: Bearer " + token);
            }
            OutputStream out = socket.getOutputStream();
            out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int status = Integer.parseInt(line(in).split(" ", 3)[1]);
            return new Answer(status, status == OPENED && untilClosed ? closeCode(in) : 0);
        }
    }

    private static int closeCode(DataInputStream in) throws IOException {
        String header = line(in);
        while (!header.isEmpty()) {
            header = line(in);
        }
        int frame = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        return frame == CLOSE_FRAME && length >= 2 ? in.readUnsignedShort() : 0;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
