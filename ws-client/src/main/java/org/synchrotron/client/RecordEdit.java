package org.synchrotron.client;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.synchrotron.log.ActionId;

/**
 * What a refused record said before it got other arguments; see {@link SynchrotronClient#editAndRetry}. Immutable.
 *
 * @param args the former arguments, as the log stores them
 * @param code the reason why it was refused with these, for programs
 * @param message the same for people
 * @param editedAt when it got others, by this device's clock
 */
public record RecordEdit(ActionId record, JsonObject args, String code, String message, Instant editedAt) {}
