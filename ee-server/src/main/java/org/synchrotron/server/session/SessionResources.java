package org.synchrotron.server.session;

import org.synchrotron.protocol.MessageCodec;

/** What all sessions of a node share of its threads, memory, disk, patience and language. Immutable; its parts are thread-safe. */
public record SessionResources(
        SessionThreads threads, MessageBudget budget, SpoolSpace spools, SessionLimits limits, MessageCodec codec) {}
