/**
 * The leaf that carries sessions over WebSockets, and the only package that knows {@code jakarta.websocket}, Tyrus, and how Payara
 * treats connections. Parts of texts come in from the container and go to a {@link org.synchrotron.server.session.SyncSession} as whole
 * messages, up to a limit; what the session sends goes out in parts. It promises that nothing is written to a connection that the
 * container has given up. Who is at the other end was verified before, in {@code access.http}.
 */
@NullMarked
package org.synchrotron.server.websocket;

import org.jspecify.annotations.NullMarked;
