/**
 * WebSocket, by Tyrus: text messages both ways, in fragments, so that a message may be longer than a frame. All clients of a
 * program share one Tyrus container and one small pool for what blocks (connecting, sending). Nothing here knows the database.
 */
@NullMarked
package org.synchrotron.client.connection;

import org.jspecify.annotations.NullMarked;
