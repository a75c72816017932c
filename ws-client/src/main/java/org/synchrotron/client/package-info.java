/**
 * A program's way into the history: {@link org.synchrotron.client.SynchrotronClient} executes actions on a local SQLite file,
 * online or offline, and keeps it in step with a server.
 *
 * <p>The packages below are the journey of a record: {@code perform} runs and captures it, {@code upload} offers it, {@code
 * receive} takes in what the server decided and what others did, {@code reconcile} brings the tables to what the log now gives,
 * and {@code recover} mends what a wrong device clock did and quarantines what the server does not take. Beside them, {@code engine} drives, {@code connection} talks
 * WebSocket and {@code store} talks SQLite. All of them are this module's own.
 */
@NullMarked
package org.synchrotron.client;

import org.jspecify.annotations.NullMarked;
