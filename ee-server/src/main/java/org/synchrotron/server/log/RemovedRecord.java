package org.synchrotron.server.log;

import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;

/**
 * What the server knows of a record that it removed from the log. Immutable.
 *
 * @param content the {@linkplain org.synchrotron.log.ActionRecord#contentDigest digest} of its content; null if that could not be read
 */
public record RemovedRecord(
        ActionId id, UserId author, @Nullable String content, Outcome outcome) {}
