/**
 * What drives a client: {@link org.synchrotron.client.engine.Replica} is everything local, {@link
 * org.synchrotron.client.engine.SyncSession} the exchange with one server over one connection, both without threads and sockets;
 * {@link org.synchrotron.client.engine.ClientEngine} runs them on the client's one thread and keeps a connection.
 */
@NullMarked
package org.synchrotron.client.engine;

import org.jspecify.annotations.NullMarked;
