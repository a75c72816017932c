package org.synchrotron.client.link.websocket;

import java.net.URI;
import java.util.Locale;
import org.synchrotron.protocol.ProtocolVersion;

/** The URL of the server's endpoint. Immutable. */
public record ServerAddress(URI uri) {

    /**
     * {@return the endpoint of a server}
     *
     * @param uri the endpoint itself, or the application's base URL, with one of the schemes ws, wss, http and https
     * @throws IllegalArgumentException if it is no such URL
     */
    public static ServerAddress of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String webSocket = switch (scheme) {
            case "ws", "http" -> "ws";
            case "wss", "https" -> "wss";
            default -> throw malformed(uri);
        };
        if (uri.getHost() == null) {
            throw malformed(uri);
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
        String endpoint = path.endsWith(ProtocolVersion.PATH) ? path : path + ProtocolVersion.PATH;
        return new ServerAddress(URI.create(webSocket + "://" + uri.getRawAuthority() + endpoint));
    }

    private static IllegalArgumentException malformed(URI uri) {
        return new IllegalArgumentException(
                "the server's URL needs a scheme (ws, wss, http, https) and a host, such as ws://localhost:8080/app, not: "
                        + uri);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
