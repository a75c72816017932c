package org.synchrotron.server.session;

import org.synchrotron.protocol.MessageCodec;

/** The parts that all sessions of a node share. Immutable; its parts are thread-safe. */
public record SessionParts(
        Greeting greeting,
        UploadQueue uploads,
        OpenSessions open,
        MessageCodec codec,
        Refusals refusals,
        SessionResources resources) {}
