/**
 * The leaf that authenticates HTTP requests, including the request that opens a WebSocket. Its filter verifies the bearer token
 * of a request. The {@link org.synchrotron.server.access.token.VerifiedToken} becomes the request's principal, which a WebSocket session
 * inherits, and its caller the {@link org.synchrotron.server.access.http.CurrentCaller}. A request to the sync engine without a valid token
 * is answered with 401; only a WebSocket may be opened without any, for its first message to bring one.
 */
@NullMarked
package org.synchrotron.server.access.http;

import org.jspecify.annotations.NullMarked;
