/**
 * A client's conversation, independent of what carries it. {@link org.synchrotron.server.session.SessionOpener} opens a session for a {@link
 * org.synchrotron.server.session.Channel}, which a leaf implements, and a caller whom {@code access} has verified. Messages come in one
 * after another: {@code hello} first, then uploads one at a time, which go to {@code accept}, and receipts. Answers go out, and
 * deliveries that {@code catchup} reads, with a bound on what waits and on what is not yet acknowledged. {@code announce} says when there
 * is more to read.
 *
 * <p>Plain classes: threads and transactions are ports ({@code runtime}), so the simulator runs them on virtual time.
 */
@NullMarked
package org.synchrotron.server.session;

import org.jspecify.annotations.NullMarked;
