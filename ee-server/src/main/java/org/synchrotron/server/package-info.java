/**
 * The API for applications on the server. {@link org.synchrotron.server.SyncActions} executes actions; the event {@link
 * org.synchrotron.server.ActionAccepted} reports records that the log accepted; in development, the event {@link
 * org.synchrotron.server.ImpureActionFound} reports impure actions.
 *
 * <p>The packages inside, in the order of the data's journey: {@code websocket} (a leaf: how clients connect) → {@code session}
 * (a client's conversation) → {@code access} (who the client is) → {@code accept} (an upload becomes part of the log, in one
 * transaction) → {@code materialize} (its actions run at their places in replay order) → {@code announce} (sessions of users who
 * may see it are notified) → {@code catchup} (records are read under the reader's role). Below them are {@code log} (the tables)
 * and {@code runtime} (threads, transactions, settings); on top is {@code assembly} (the wiring); {@code inspect} serves
 * operators.
 */
@NullMarked
package org.synchrotron.server;

import org.jspecify.annotations.NullMarked;
