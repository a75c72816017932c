package org.synchrotron.server.access.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.synchrotron.server.access.token.VerifiedToken;

/** A request whose principal is the verified token of its caller. A WebSocket session that the request opens inherits the principal. */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

    private final VerifiedToken token;

    AuthenticatedRequest(HttpServletRequest request, VerifiedToken token) {
        super(request);
        this.token = token;
    }

    @Override
    public Principal getUserPrincipal() {
        return token;
    }

    @Override
    public String getRemoteUser() {
        return token.getName();
    }

    @Override
    public String getAuthType() {
        return "Bearer";
    }
}
