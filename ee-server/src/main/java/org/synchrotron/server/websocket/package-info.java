/** The way in by WebSocket: what the container tells of a connection goes to its session. */
@NullMarked
package org.synchrotron.server.websocket;

import org.jspecify.annotations.NullMarked;
