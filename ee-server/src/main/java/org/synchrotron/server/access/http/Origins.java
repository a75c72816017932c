package org.synchrotron.server.access.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The origins whose pages may open the WebSocket: the server's own, and those of a list. The scheme of the server's own does not count, because a
 * proxy may add TLS.
 *
 * @param others origins such as {@code https://app.example.org}; {@code *} allows all
 */
record Origins(List<String> others) {

    private static final String ALL = "*";

    /**
     * {@return whether the origin is allowed}
     *
     * @param origin as the browser says it; {@code null} is text here, of a page without an origin
     * @param host the header {@code Host} of the request
     */
    boolean allow(String origin, @Nullable String host) {
        String asked = plain(origin);
        return others.stream().map(Origins::plain).anyMatch(each -> each.equals(ALL) || each.equals(asked))
                || (host != null && !host.isBlank() && authority(asked).equals(withoutDefaultPort(plain(host))));
    }

    private static String plain(String text) {
        return text.trim().toLowerCase(Locale.ROOT);
    }

    /** {@return host and port; empty if there are none} */
    private static String authority(String origin) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority == null ? "" : withoutDefaultPort(authority);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static String withoutDefaultPort(String authority) {
        return authority.replaceFirst(":(80|443)$", "");
    }
}
