/**
 * What an application meets on the server: {@link org.synchrotron.server.SyncActions} to execute actions, and {@link
 * org.synchrotron.server.ActionAccepted} to hear of those that were taken into the log; in development {@link
 * org.synchrotron.server.ImpureActionFound}, too.
 *
 * <p>Inside, in the order of the journey: {@code websocket} (a leaf: how clients come in) → {@code session} (a client's conversation) →
 * {@code access} (who is it) → {@code accept} (an upload becomes part of the log, in one transaction) → {@code materialize} (its actions
 * run at their places in replay order) → {@code announce} (who may see it is told) → {@code catchup} (reading it under the reader's
 * role). Below them {@code log} (the tables) and {@code runtime} (threads, transactions, settings); on top {@code assembly} (puts all
 * together); and {@code inspect} is what operators look at.
 */
@NullMarked
package org.synchrotron.server;

import org.jspecify.annotations.NullMarked;
