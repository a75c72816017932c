/**
 * The port to the network. The client's core asks a {@link org.synchrotron.client.link.Transport} for a link and hears what
 * happens on it; whole texts go both ways. Threads and sockets are in the leaves below: {@code websocket} today; another transport
 * goes beside it.
 */
@NullMarked
package org.synchrotron.client.link;

import org.jspecify.annotations.NullMarked;
