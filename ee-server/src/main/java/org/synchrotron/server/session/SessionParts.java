package org.synchrotron.server.session;

/** The parts that all sessions of a node share. Immutable; its parts are thread-safe. */
public record SessionParts(
        Greeting greeting,
        Questions questions,
        UploadQueue uploads,
        OpenSessions open,
        Refusals refusals,
        SessionResources resources) {}
