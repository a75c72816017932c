package org.synchrotron.client;

import java.util.concurrent.CompletionStage;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/**
 * An action that was executed and stored on this client. Immutable; thread-safe.
 *
 * @param actionId the record's id; {@link SynchrotronClient#confirmation} accepts it also after a restart
 * @param result what the action returned; null where its result type is {@link Void}
 * @param confirmation completes when the server's decision is stored here: {@code APPLIED}; {@code ADAPTED} if the record had other
 *     effects on the server than here; or {@code REJECTED}. Completes with {@link RecordQuarantined} if the server refuses the record,
 *     and with {@link ClientClosed} if the client is closed before. It never completes on the client's own thread. Dependent stages that
 *     block may delay this client's other confirmations, and nothing else.
 */
public record Execution<R>(ActionId actionId, R result, CompletionStage<Outcome> confirmation) {}
