package org.synchrotron.client.engine;

import org.synchrotron.client.link.Network;
import org.synchrotron.protocol.MessageCodec;

/** What a client needs for being online: the way to its server, the form of messages, and the waits between attempts. */
public record ConnectionSettings(Network network, MessageCodec codec, Backoff backoff) {}
