package org.synchrotron.client.perform;

import org.synchrotron.log.ActionRecord;

/** An action that was executed: its pending record and its result, which is null if the result type is {@link Void}. Immutable. */
public record Performed<R>(ActionRecord record, R result) {}
