/**
 * The port to the network. The client's core asks a {@link org.synchrotron.client.link.Transport} for a link and receives its events; whole texts go both ways. Threads and sockets are in the leaves below, at present {@code websocket}; another transport would be a package beside it.
 */
@NullMarked
package org.synchrotron.client.link;

import org.jspecify.annotations.NullMarked;
