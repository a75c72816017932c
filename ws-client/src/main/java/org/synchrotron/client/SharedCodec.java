package org.synchrotron.client;

import org.synchrotron.protocol.MessageCodec;

/** The codec of all clients of a program: costly to make, thread-safe. */
final class SharedCodec {

    static final MessageCodec CODEC = new MessageCodec();

    private SharedCodec() {}
}
