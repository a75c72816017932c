package org.synchrotron.client.engine;

import org.synchrotron.client.link.Network;
import org.synchrotron.protocol.MessageCodec;

/** What a client needs to go online: the network, the codec for messages, and the waits between attempts. Immutable. */
public record ConnectionSettings(Network network, MessageCodec codec, Backoff backoff) {}
