package org.synchrotron.server.access.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ProtocolVersion;

/**
 * Decides whether a request may be for the sync engine: for a path below {@code /synchrotron} or {@code /log}. The container and
 * its WebSocket engine read a path in different ways, so every reading counts: as it was sent, decoded once or more often, with and
 * without path parameters and empty or dotted segments, in upper or lower case. A path that leaves the application's context in one
 * of them is not the application's own either.
 */
final class ServerPaths {

    private static final Set<String> ROOTS = Set.of("synchrotron", "log");

    /** Of any version of the protocol. */
    private static final Pattern WEBSOCKET = Pattern.compile("/synchrotron/v[0-9]+");

    /** More often than anybody decodes a path. */
    private static final int MOST_DECODINGS = 5;

    private ServerPaths() {}

    /** {@return whether the request may be for the sync engine} */
    static boolean mayContain(HttpServletRequest request) {
        String inServlet = request.getPathInfo();
        String mapped = request.getServletPath() + (inServlet == null ? "" : inServlet);
        return mayContain(request.getRequestURI(), request.getContextPath(), mapped);
    }

    /**
     * {@return whether a request needs a token; false only if its path is the application's own in every reading}
     *
     * @param uri the path of the request as it was sent
     * @param context the context path of the application; empty for the root
     * @param mapped the path below the context on which the container dispatches, decoded and normalized
     */
    static boolean mayContain(String uri, String context, String mapped) {
        List<String> below = segments(decoded(context));
        if (isServers(segments(mapped), List.of())) {
            return true;
        }
        String reading = uri;
        for (int i = 0; i < MOST_DECODINGS; i++) {
            String next = decoded(reading);
            if (isServers(segments(reading), below)) {
                return true;
            }
            if (next.equals(reading)) {
                return !startsWith(resolved(segments(reading)), below);
            }
            reading = next;
        }
        return true;
    }

    /** {@return whether the path is the one on which the WebSocket of another version of the protocol would be} */
    static boolean isOfAnotherProtocol(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        return uri.startsWith(context)
                && WEBSOCKET.matcher(uri.substring(context.length())).matches()
                && !uri.endsWith(ProtocolVersion.PATH);
    }

    /** {@return whether the segments are below one of the roots, with or without following {@code ..}} */
    private static boolean isServers(List<String> segments, List<String> context) {
        List<String> resolved = resolved(segments);
        return resolved == null || isBelowRoot(segments, context) || isBelowRoot(resolved, context);
    }

    private static boolean isBelowRoot(List<String> segments, List<String> context) {
        return segments.size() > context.size()
                && startsWith(segments, context)
                && ROOTS.contains(segments.get(context.size()));
    }

    private static boolean startsWith(@Nullable List<String> segments, List<String> start) {
        return segments != null
                && segments.size() >= start.size()
                && segments.subList(0, start.size()).equals(start);
    }

    /** {@return the segments without parameters, in lower case, without empty ones and single dots} */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String each : path.replace('\\', '/').split("/", -1)) {
            int parameters = each.indexOf(';');
            String name = (parameters < 0 ? each : each.substring(0, parameters)).trim();
            if (!name.isEmpty() && !name.equals(".")) {
                segments.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return segments;
    }

    /** {@return the segments after following {@code ..}; null if that leads above the first} */
    private static @Nullable List<String> resolved(List<String> segments) {
        List<String> resolved = new ArrayList<>();
        for (String each : segments) {
            if (!each.equals("..")) {
                resolved.add(each);
            } else if (resolved.isEmpty()) {
                return null;
            } else {
                resolved.remove(resolved.size() - 1);
            }
        }
        return resolved;
    }

    /** Decodes each byte into a character of its own: the roots are ASCII, and what is not well-formed stays as it is. */
    private static String decoded(String path) {
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            int octet = path.charAt(i) == '%' ? octet(path, i + 1) : -1;
            decoded.append(octet < 0 ? path.charAt(i) : (char) octet);
            i += octet < 0 ? 0 : 2;
        }
        return decoded.toString();
    }

    /** {@return the value of two hexadecimal digits; -1 if there are none} */
    private static int octet(String path, int at) {
        if (at + 2 > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at), 16);
        int low = Character.digit(path.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }
}
