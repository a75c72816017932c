package org.synchrotron.server.access.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.access.token.InvalidToken.Reason;
import org.synchrotron.server.access.token.TokenVerifier;
import org.synchrotron.server.access.token.VerifiedToken;

/**
 * Answers 401 to requests for the WebSocket and the log without a valid bearer token, however their path is spelt, and to those of
 * which it cannot tell that they are not. Only a WebSocket may be opened without a token: its first message brings it then. On the
 * application's own paths a token is optional: a valid one sets the caller, so that {@link org.synchrotron.server.SyncActions} works there;
 * without one, the request passes unchanged.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class BearerFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String AUTHORIZATION = "Authorization";
    private static final String SCHEME = "Bearer ";

    /** What RFC 6750 has for it. */
    private static final String EXPIRED = "Bearer error=\"invalid_token\", error_description=\"The token has expired\"";

    @Inject
    private transient TokenVerifier tokens;

    @Inject
    private transient CurrentCaller current;

    @Inject
    private transient AuditTrail audit;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        VerifiedToken token;
        try {
            token = tokens.verify(token(request));
        } catch (InvalidToken e) {
            refuse(e, request, response, chain);
            return;
        }
        current.set(token.caller());
        chain.doFilter(new AuthenticatedRequest(request, token), response);
    }

    private static String token(HttpServletRequest request) throws InvalidToken {
        String header = request.getHeader(AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw InvalidToken.missing();
        }
        return header.substring(SCHEME.length()).trim();
    }

    /** An application may have other users and tokens than this server's: a request for one of its paths without ours is no refusal. */
    private void refuse(InvalidToken why, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!ServerPaths.mayContain(request) || mayBringTokenLater(request)) {
            if (why.reason() != Reason.MISSING) {
                tell(why, "application", request);
            }
            chain.doFilter(request, response);
        } else {
            tell(why, "http", request);
            answer(why, response);
        }
    }

    private void tell(InvalidToken why, String at, HttpServletRequest request) {
        audit.tell(
                "token-refused", request.getRemoteAddr(), "reason", why.reason().text(), "at", at);
    }

    /** {@return whether it opens a WebSocket and has no header for a token, as from a browser} Its path has no second spelling. */
    private static boolean mayBringTokenLater(HttpServletRequest request) {
        return request.getHeader(AUTHORIZATION) == null
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && request.getRequestURI().equals(request.getContextPath() + ProtocolVersion.PATH);
    }

    private static void answer(InvalidToken why, HttpServletResponse response) throws IOException {
        if (why.refusal() == Refusal.UNAVAILABLE) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setHeader("WWW-Authenticate", why.refusal() == Refusal.TOKEN_EXPIRED ? EXPIRED : "Bearer");
        }
        JsonAnswer.write(why.refusal().text(), why.sentence(), response);
    }
}
