package org.synchrotron.server.announce;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.access.token.RevokedAccess;

/**
 * Keeps up to date what this node knows of revoked tokens and lost roles; each session looks there once a second. A leaf calls {@link
 * #connected} and {@link #notified}, and {@link #lookIfDue} when {@link #due} is over. PostgreSQL notifies of revocations, but not of roles,
 * so it also looks without a notification. One thread at a time makes these calls.
 */
public final class AccessListener {

    /** The database, as the leaf's connection sees it. */
    public interface Access {

        /**
         * {@return a text that differs after each change of the revocations, and of which of these roles are lost}
         *
         * @throws RuntimeException if the connection is lost
         */
        String version(Collection<String> roles);

        /**
         * {@return all revocations, and which of these roles are lost}
         *
         * @throws RuntimeException if the connection is lost
         */
        RevokedAccess.Known known(Collection<String> roles);
    }

    /** How long it looks at the latest after a look. */
    public static final Duration PAUSE = Duration.ofSeconds(2);

    private final RevokedAccess revoked;
    private final List<String> roles;
    private final LongSupplier nanos;
    private @Nullable String seen;
    private boolean changed = true;
    private long latest;

    /**
     * @param roles the roles that tokens may name
     * @param nanos a clock that never goes back, in nanoseconds
     */
    public AccessListener(RevokedAccess revoked, Collection<String> roles, LongSupplier nanos) {
        this.revoked = revoked;
        this.roles = List.copyOf(roles);
        this.nanos = nanos;
        this.latest = nanos.getAsLong();
    }

    /** It listens from now on; there may have been changes before, or another database with versions of its own. */
    public void connected() {
        changed = true;
        seen = null;
    }

    /** There may be new revocations. */
    public void notified() {
        changed = true;
    }

    /** {@return how long until the next look; zero if it is due} */
    public Duration due() {
        long left = changed ? 0 : latest - nanos.getAsLong();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    /**
     * Looks, if that is due. If it fails, the look stays due.
     *
     * @throws RuntimeException if the connection is lost
     */
    public void lookIfDue(Access access) {
        if (!due().isZero()) {
            return;
        }
        String version = access.version(roles);
        if (!version.equals(seen)) {
            revoked.set(access.known(roles));
            seen = version;
        }
        changed = false;
        latest = nanos.getAsLong() + PAUSE.toNanos();
    }
}
