/**
 * The leaf that carries sessions over WebSockets. It is the only package that knows {@code jakarta.websocket}, Tyrus, and how
 * Payara treats connections. Parts of texts and signs of life enter from the container and go to a
 * {@link org.synchrotron.server.session.Conversation}, which joins the parts; texts that the session sends leave in parts.
 * Nothing is written to a connection that the container may reuse. {@code access.http} has verified the
 * caller before; if the request brought no token, the first message must.
 */
@NullMarked
package org.synchrotron.server.websocket;

import org.jspecify.annotations.NullMarked;
