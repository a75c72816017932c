package org.synchrotron.server.access.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.synchrotron.log.JsonText;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.InvalidToken;
import org.synchrotron.server.access.TokenVerifier;

/**
 * Answers 401 to requests for the WebSocket and the log without a valid bearer token, however their path is spelt, and to those of
 * which it cannot tell that they are not. On the application's own paths a token is optional: a valid one sets the caller, so that
 * {@link org.synchrotron.server.SyncActions} works there; without one, the request passes unchanged.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class BearerFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String SCHEME = "Bearer ";

    @Inject
    private transient TokenVerifier tokens;

    @Inject
    private transient CurrentCaller current;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Caller caller;
        try {
            caller = tokens.verify(token(request));
        } catch (InvalidToken e) {
            if (ServerPaths.mayContain(request)) {
                refuse(response, String.valueOf(e.getMessage()));
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        current.set(caller);
        chain.doFilter(new AuthenticatedRequest(request, caller), response);
    }

    private static String token(HttpServletRequest request) throws InvalidToken {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InvalidToken("a bearer token is required: send the header Authorization: Bearer <token>");
        }
        return header.substring(SCHEME.length()).trim();
    }

    private static void refuse(HttpServletResponse response, String message) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer");
        response.setContentType("application/json");
        response.getWriter()
                .write(JsonText.of(JsonText.object()
                        .add("code", "unauthorized")
                        .add("message", message)
                        .build()));
    }
}
