package org.synchrotron.server.session;

import java.util.concurrent.atomic.AtomicLong;
import org.synchrotron.server.catchup.RowsFailed;

/** The room in temporary files for rows that wait for slow clients, of all sessions of a node together. Thread-safe. */
public final class SpoolSpace {

    /** A gigabyte. */
    public static final long DEFAULT_BYTES = 1L << 30;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    /** @param most the most bytes */
    public SpoolSpace(long most) {
        this.most = most;
    }

    /** Takes room, to be given back. */
    void take(long bytes) {
        if (used.addAndGet(bytes) > most) {
            used.addAndGet(-bytes);
            throw new RowsFailed("the server has no room for more rows that wait to be sent; try again later");
        }
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /** {@return the bytes that are taken} */
    public long used() {
        return used.get();
    }
}
