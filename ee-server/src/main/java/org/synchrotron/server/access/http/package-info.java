/**
 * The leaf that lets HTTP requests in, a WebSocket's first one among them. Its filter takes the bearer token of a request and has it
 * verified; the {@link org.synchrotron.server.access.Caller} goes on as the request's principal, which a WebSocket session inherits, and
 * as {@link org.synchrotron.server.access.http.CurrentCaller}. A request to the sync engine without a valid token ends here with 401.
 */
@NullMarked
package org.synchrotron.server.access.http;

import org.jspecify.annotations.NullMarked;
