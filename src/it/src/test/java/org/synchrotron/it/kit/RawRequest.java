package org.synchrotron.it.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request whose path goes over the wire as it is written here, which no HTTP library does. */
public final class RawRequest {

    private RawRequest() {}

    /** {@return the status of the answer to a GET} */
    public static int get(URI server, String path, @Nullable String token) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout((int) Await.TIMEOUT.toMillis());
            String authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + authorization
                                    + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return Integer.parseInt(status.split(" ", 3)[1]);
        }
    }
}
