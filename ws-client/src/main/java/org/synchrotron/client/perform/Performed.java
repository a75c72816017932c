package org.synchrotron.client.perform;

import org.synchrotron.log.ActionRecord;

/** An action that was executed: its pending record, and what it gave its caller. */
public record Performed<R>(ActionRecord record, R result) {}
