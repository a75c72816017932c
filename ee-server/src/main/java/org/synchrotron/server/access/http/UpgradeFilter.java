package org.synchrotron.server.access.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;

/**
 * Looks at each request that opens a WebSocket of the sync engine. It answers 403 if a browser says that the page is of another origin and that is not
 * allowed, and 426 if the path is that of another version of the protocol. And it tells the address of the client if a proxy passes that on.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class UpgradeFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** RFC 9110, section 15.5.22; the Servlet API has no name for it. */
    private static final int UPGRADE_REQUIRED = 426;

    @Inject
    private transient UpgradeRules rules;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader("Sec-WebSocket-Key") == null || !ServerPaths.mayContain(request)) {
            chain.doFilter(request, response);
            return;
        }
        Origins origins = new Origins(rules.origins());
        String host = request.getHeader("Host");
        for (String origin : values(request.getHeaders("Origin"))) {
            if (!origins.allow(origin, host)) {
                response.setStatus(HttpServletResponse.SC_FORBIDDEN);
                JsonAnswer.write("other-origin", "pages of this origin may not connect", response);
                return;
            }
        }
        if (ServerPaths.isOfAnotherProtocol(request)) {
            response.setStatus(UPGRADE_REQUIRED);
            JsonAnswer.write(
                    Refusal.UNSUPPORTED_PROTOCOL.text(),
                    "this server speaks protocol " + ProtocolVersion.CURRENT
                            + ": bring the client's library and the server to one version",
                    response);
            return;
        }
        String header = rules.addressHeader();
        String told = header == null ? "" : last(values(request.getHeaders(header)));
        chain.doFilter(told.isEmpty() ? request : new ForwardedRequest(request, told), response);
    }

    private static List<String> values(Enumeration<String> headers) {
        return Collections.list(headers);
    }

    /** {@return the last address, empty if there is none: the proxy that is nearest adds it; what comes before may be the client's invention} */
    private static String last(List<String> headers) {
        String line = headers.isEmpty() ? "" : headers.get(headers.size() - 1);
        return line.substring(line.lastIndexOf(',') + 1).trim();
    }
}
