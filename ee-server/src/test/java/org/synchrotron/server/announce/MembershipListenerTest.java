package org.synchrotron.server.announce;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.session.NotifiedSession;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.SessionLimits;

class MembershipListenerTest implements Memberships {

    private final OpenSessions sessions = new OpenSessions(SessionLimits.DEFAULT);
    private final NotifiedSession ann = new NotifiedSession("ann", sessions);
    private final NotifiedSession bob = new NotifiedSession("bob", sessions);
    private final Map<String, String> hashes = new HashMap<>(Map.of("ann", "1", "bob", "1", "eve", "1"));
    private Duration now = Duration.ofDays(1);
    private long announced = 7;
    private final MembershipListener listener =
            new MembershipListener(sessions, () -> announced, Duration.ofSeconds(60), () -> now.toNanos());
    private Duration took = Duration.ZERO;
    private final Set<String> readers = new HashSet<>();
    private String span = "";
    private boolean gone;
    private int comparisons;

    @Test
    void usersWhoseAudiencesChangedLook() {
        first();
        hashes.put("ann", "2");
        notifiedAfter(1_000);
        assertThat(List.of(ann.looks(), bob.looks())).containsExactly(1, 0);
    }

    @Test
    void aUserWhomItHasNotSeenLooksBecauseTheGreetingMayBeOlder() {
        first();
        NotifiedSession eve = new NotifiedSession("eve", sessions);
        notifiedAfter(1_000);
        notifiedAfter(1_000);
        assertThat(List.of(ann.looks(), bob.looks(), eve.looks())).containsExactly(0, 0, 1);
    }

    /** The user may have left and come back between two comparisons, with the greeting in between. */
    @Test
    void aUserWithANewSessionLooksAlthoughTheAudiencesAreTheSame() {
        first();
        NotifiedSession again = new NotifiedSession("ann", sessions);
        notifiedAfter(1_000);
        notifiedAfter(1_000);
        assertThat(List.of(bob.looks(), again.looks())).containsExactly(0, 1);
    }

    @Test
    void aUserWhoseClientWasToldOfOthersMeanwhileLooks() {
        first();
        bob.isTold("club");
        notifiedAfter(1_000);
        assertThat(List.of(ann.looks(), bob.looks())).containsExactly(0, 1);
    }

    /** He was no reader of them when they were announced, and has been back since before the comparison. */
    @Test
    void recordsAreAnnouncedAgainToAUserWhoLeftForAMoment() {
        first();
        announced = 9;
        readers.add("bob");
        notifiedAfter(1_000);
        assertThat(span).isEqualTo("7 to 9");
        assertThat(List.of(ann.head(), bob.head())).containsExactly(0L, 9L);
        notifiedAfter(1_000);
        assertThat(span).isEqualTo("9 to 9");
    }

    @Test
    void manyNotificationsCauseOneComparisonAfterThePause() {
        first();
        for (int i = 0; i < 100; i++) {
            notifiedAfter(1);
        }
        assertThat(comparisons).isEqualTo(1);
        assertThat(listener.due()).isEqualTo(Duration.ofMillis(100));
        pass(100);
        assertThat(comparisons).isEqualTo(2);
    }

    @Test
    void afterALongComparisonThePauseIsLonger() {
        took = Duration.ofMillis(500);
        first();
        listener.notified();
        assertThat(listener.due()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void itComparesRegularlyWithoutANotification() {
        first();
        hashes.put("bob", "2");
        pass(59_999);
        assertThat(bob.looks()).isZero();
        pass(1);
        assertThat(bob.looks()).isEqualTo(1);
    }

    @Test
    void aComparisonThatFailedIsRepeatedOnTheNextConnection() {
        first();
        hashes.put("ann", "2");
        gone = true;
        assertThatThrownBy(() -> notifiedAfter(1_000)).hasMessage("gone");
        gone = false;
        listener.connected();
        pass(0);
        assertThat(ann.looks()).isEqualTo(1);
    }

    private void first() {
        listener.connected();
        pass(0);
        assertThat(List.of(ann.looks(), bob.looks())).containsExactly(1, 1);
    }

    private void notifiedAfter(long ms) {
        listener.notified();
        pass(ms);
    }

    private void pass(long ms) {
        now = now.plusMillis(ms);
        listener.compareIfDue(this);
    }

    @Override
    public Map<String, Standing> standings(List<String> users, long after, long head) {
        if (gone) {
            throw new IllegalStateException("gone");
        }
        comparisons++;
        span = after + " to " + head;
        now = now.plus(took);
        return users.stream()
                .collect(Collectors.toMap(
                        user -> user,
                        user -> new Standing(
                                requireNonNull(hashes.get(user)), after < head && readers.contains(user))));
    }
}
