package org.synchrotron.client;

import java.util.concurrent.CompletionStage;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/**
 * An action that was executed and stored here.
 *
 * @param actionId the record's id, with which {@link SynchrotronClient#confirmation} asks again after a restart
 * @param result what the action returned; null where its result type is {@link Void}
 * @param confirmation completes once the server has decided and the decision is stored here: {@code APPLIED}, {@code ADAPTED}
 *     if the record did something else than here because of what came before it, or {@code REJECTED}. Completes with {@link
 *     RecordQuarantined} if the server does not take it, and with {@link ClientClosed} if the client is closed before. Never completed on the client's own thread; where
 *     what depends on it blocks, it delays this client's other confirmations a little, and nothing else.
 */
public record Execution<R>(ActionId actionId, R result, CompletionStage<Outcome> confirmation) {}
