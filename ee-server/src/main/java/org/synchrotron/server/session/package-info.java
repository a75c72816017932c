/**
 * The conversation with a client, independent of the transport. {@link org.synchrotron.server.session.SessionOpener} opens a
 * session for a {@link org.synchrotron.server.session.Channel}, which a leaf implements, and a caller whom {@code access} has
 * verified. Messages enter one after another: {@code hello} first, then acknowledgements and uploads, one upload at a time;
 * uploads go to {@code accept}. Answers leave, and deliveries that {@code catchup} reads. The messages that wait and the
 * deliveries that are not yet acknowledged are bounded. {@code announce} notifies sessions of new records.
 *
 * <p>Plain classes: threads and transactions are ports ({@code runtime}), so the simulator runs them on virtual time.
 */
@NullMarked
package org.synchrotron.server.session;

import org.jspecify.annotations.NullMarked;
