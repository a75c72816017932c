/**
 * The client's API: {@link org.synchrotron.client.SynchrotronClient} executes actions on a local SQLite file,
 * online or offline, and synchronizes it with a server.
 *
 * <p>The packages below follow the journey of a record: {@code perform} runs and captures it, {@code upload} sends it, {@code receive} stores what the server decided and what others did, and {@code reconcile} brings the tables to what the log gives.
 * {@code quarantine} holds records that the server refuses; {@code recover} corrects wrong clocks and changed audiences. {@code engine} decides
 * what to do, {@code runtime} gives it threads, {@code link} connects it to the server and {@code store} to SQLite. All of these packages are
 * internal.
 */
@NullMarked
package org.synchrotron.client;

import org.jspecify.annotations.NullMarked;
