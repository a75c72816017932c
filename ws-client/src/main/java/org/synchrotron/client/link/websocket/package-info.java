/**
 * The port by WebSocket, with Tyrus: text messages both ways, in fragments, so that a message may be longer than a frame. All clients
 * of a program share one Tyrus container, one timer and a few threads; what hangs in one link takes no thread from the others. All that
 * waits for the other side has a time limit; then the connection is cut and the threads that wait for it come free. Nothing here knows
 * the database.
 */
@NullMarked
package org.synchrotron.client.link.websocket;

import org.jspecify.annotations.NullMarked;
