package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that the server refused. Immutable.
 *
 * @param id the record's id
 * @param args as they were uploaded the last time; null if they were too long, or cannot be stored
 * @param code why it was refused the last time, for programs
 * @param message the same for people
 * @param refusedAt when
 * @param times how often it was refused
 */
public record RefusedRecord(
        String id,
        String client,
        String tag,
        @Nullable JsonObject args,
        String code,
        String message,
        Instant refusedAt,
        long times) {}
