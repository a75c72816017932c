package org.synchrotron.client.link;

/** How a client gets to its server: with which token, and over what. */
public record Network(TokenSource tokens, Transport transport) {}
