package org.synchrotron.server.session;

import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.access.token.TokenVerifier;

/** What all sessions of a node share of its threads, memory, disk, patience, language and keys. Immutable; its parts are thread-safe. */
public record SessionResources(
        SessionThreads threads,
        MessageBudget budget,
        SpoolSpace spools,
        SessionLimits limits,
        MessageCodec codec,
        TokenVerifier tokens) {}
