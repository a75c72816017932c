package org.synchrotron.server.access.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request that a proxy has forwarded, with the address of the client as the proxy tells it. */
final class ForwardedRequest extends HttpServletRequestWrapper {

    private final String address;

    ForwardedRequest(HttpServletRequest request, String address) {
        super(request);
        this.address = address;
    }

    @Override
    public String getRemoteAddr() {
        return address;
    }
}
