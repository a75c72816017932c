/**
 * Implements the port by WebSocket, with Tyrus: text messages both ways, in fragments, so that a message may be longer than a frame. All clients
 * of a program share one Tyrus container, one timer and a few threads; a link that hangs takes no thread from the others. Every wait for the other side has a time limit; after it the connection is cut and its threads are released. Nothing here knows the database.
 */
@NullMarked
package org.synchrotron.client.link.websocket;

import org.jspecify.annotations.NullMarked;
