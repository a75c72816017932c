package org.synchrotron.server.announce;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.synchrotron.server.announce.Memberships.Standing;
import org.synchrotron.server.session.OpenSessions;

/**
 * Makes the sessions of users look whose audiences changed. It compares a hash of the audiences of each user with an open session with
 * the hash that it saw last, all in one query: after a notification, and regularly, because some sources of audiences notify
 * nobody. Notifications that come within {@link #PAUSE} after a comparison cause one together.
 *
 * <p>A user whom it has not seen before looks, too: the audiences may have changed since the greeting. Audiences may also have been others for
 * a moment, which no hash shows. So a user looks of whose audiences a client was told since the last comparison, by a greeting or a delivery; and
 * records that were announced since then are announced again to those who may see them now. A leaf calls {@link #connected} and {@link
 * #notified}, and {@link #compareIfDue} when {@link #due} is over. One thread at a time makes these calls.
 */
public final class MembershipListener {

    /**
     * How long it compares at the earliest after a comparison; four times as long as that comparison took, if that is more. So a storm
     * of changes takes at most a fifth of the thread's time.
     */
    public static final Duration PAUSE = Duration.ofMillis(200);

    /** How long it compares at the latest after a comparison, by default. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);

    private static final int PAUSES_EACH = 4;

    private final OpenSessions sessions;
    private final LongSupplier announced;
    private final Duration interval;
    private final LongSupplier nanos;
    private final Set<String> told = new HashSet<>();
    private Map<String, Standing> seen = Map.of();
    private long announcedBefore;
    private boolean changed = true;
    private long earliest;
    private long latest;

    /**
     * A listener that compares as soon as it may.
     *
     * @param announced gives the ingest id up to which records are announced, on the thread of the calls
     * @param interval how long it compares at the latest after a comparison
     * @param nanos a clock that never goes back, in nanoseconds
     */
    public MembershipListener(OpenSessions sessions, LongSupplier announced, Duration interval, LongSupplier nanos) {
        this.sessions = sessions;
        this.announced = announced;
        this.interval = interval;
        this.nanos = nanos;
        this.earliest = nanos.getAsLong();
        this.latest = earliest;
    }

    /** It listens from now on, and records are announced; there may have been changes before. */
    public void connected() {
        changed = true;
        announcedBefore = announced.getAsLong();
    }

    /** Memberships may have changed. */
    public void notified() {
        changed = true;
    }

    /** {@return how long until the next comparison; zero if it is due} */
    public Duration due() {
        long left = (changed ? earliest : latest) - nanos.getAsLong();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    /**
     * Compares, if that is due. If it fails, the comparison stays due.
     *
     * @throws RuntimeException if the connection is lost
     */
    public void compareIfDue(Memberships memberships) {
        if (due().isZero()) {
            long began = nanos.getAsLong();
            compare(memberships);
            changed = false;
            long now = nanos.getAsLong();
            long pause = Math.max(PAUSE.toNanos(), PAUSES_EACH * (now - began));
            earliest = now + pause;
            latest = now + Math.max(interval.toNanos(), pause);
        }
    }

    private void compare(Memberships memberships) {
        told.addAll(sessions.takeTold());
        List<String> users = sessions.users();
        long head = announced.getAsLong();
        Map<String, Standing> present =
                users.isEmpty() ? Map.of() : memberships.standings(users, announcedBefore, head);
        sessions.look(usersOf(present, (user, standing) -> told.contains(user) || !isAsBefore(user, standing)));
        sessions.announce(usersOf(present, (user, standing) -> standing.reads()), head);
        seen = present;
        announcedBefore = head;
        told.clear();
    }

    private boolean isAsBefore(String user, Standing standing) {
        Standing before = seen.get(user);
        return before != null && before.hash().equals(standing.hash());
    }

    private static Set<String> usersOf(Map<String, Standing> standings, BiPredicate<String, Standing> which) {
        return standings.entrySet().stream()
                .filter(each -> which.test(each.getKey(), each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
