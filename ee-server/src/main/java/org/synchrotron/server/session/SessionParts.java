package org.synchrotron.server.session;

import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.runtime.ServerThreads;

/** What all sessions of a node have in common. */
public record SessionParts(
        Greeting greeting,
        UploadQueue uploads,
        OpenSessions open,
        MessageCodec codec,
        Refusals refusals,
        ServerThreads threads) {}
