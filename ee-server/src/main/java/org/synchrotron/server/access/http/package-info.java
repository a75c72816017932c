/**
 * The leaf that authenticates HTTP requests, including the request that opens a WebSocket. Its filter verifies the bearer token
 * of a request. The {@link org.synchrotron.server.access.Caller} becomes the request's principal, which a WebSocket session
 * inherits, and the {@link org.synchrotron.server.access.http.CurrentCaller}. A request to the sync engine without a valid token
 * is answered with 401.
 */
@NullMarked
package org.synchrotron.server.access.http;

import org.jspecify.annotations.NullMarked;
