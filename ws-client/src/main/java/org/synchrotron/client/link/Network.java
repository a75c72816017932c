package org.synchrotron.client.link;

/** How a client reaches its server: the source of its tokens, and the transport. Immutable. */
public record Network(TokenSource tokens, Transport transport) {}
