/**
 * The port to the server: what the core needs of a network. {@link org.synchrotron.client.link.Transport} opens a
 * {@link org.synchrotron.client.link.Link}, whose {@link org.synchrotron.client.link.LinkEvents} come back;
 * {@link org.synchrotron.client.link.TokenSource} gives the token for it. Nothing here has a thread or a socket: each way to reach a
 * server is a package of its own below this one, and one class in it implements {@code Transport}.
 */
@NullMarked
package org.synchrotron.client.link;

import org.jspecify.annotations.NullMarked;
