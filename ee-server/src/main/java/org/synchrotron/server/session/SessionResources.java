package org.synchrotron.server.session;

/** What all sessions of a node share of its threads, memory and patience. Immutable; its parts are thread-safe. */
public record SessionResources(SessionThreads threads, MessageBudget budget, SessionLimits limits) {}
