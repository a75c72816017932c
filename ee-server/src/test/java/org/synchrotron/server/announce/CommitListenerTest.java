package org.synchrotron.server.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.kit.ToldLosses;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.session.NotifiedSession;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.SessionLimits;

class CommitListenerTest implements CommitListener.CommittedLog {

    private final OpenSessions sessions = new OpenSessions(SessionLimits.DEFAULT);
    private final NotifiedSession ann = new NotifiedSession("ann", sessions);
    private final NotifiedSession bob = new NotifiedSession("bob", sessions);
    private final ToldLosses losses = new ToldLosses();
    private final CommitListener listener = new CommitListener(sessions, losses);
    private final List<String> asked = new ArrayList<>();
    private List<String> readers = List.of("ann", "bob");
    private long head;
    private long restored;

    @Test
    void sessionsOpenBeforeItListensAreAllNotified() {
        readers = List.of();
        connected(3);

        assertThat(List.of(ann.head(), bob.head())).containsExactly(3L, 3L);
        assertThat(asked).isEmpty();
    }

    @Test
    void usersWhoMaySeeACommitAreNotified() {
        connected(3);
        readers = List.of("bob");
        notified(5);

        assertThat(List.of(ann.head(), bob.head())).containsExactly(3L, 5L);
        assertThat(asked).containsExactly("after 3 up to 5 of [ann, bob]");
    }

    @Test
    void aHeadIsNotifiedOnce() {
        connected(3);
        notified(5);
        notified(4);
        notified(0);

        assertThat(asked).hasSize(1);
    }

    @Test
    void missedCommitsAreNotifiedAfterALostConnection() {
        connected(3);
        listener.disconnected();
        assertThat(listener.isConnected()).isFalse();
        assertThatThrownBy(() -> notified(4)).isInstanceOf(IllegalStateException.class);

        readers = List.of("ann");
        connected(6);

        assertThat(listener.isConnected()).isTrue();
        assertThat(ann.head()).isEqualTo(6);
        assertThat(asked).containsExactly("after 3 up to 6 of [ann, bob]");
    }

    @Test
    void afterALostConnectionAllSessionsLookBecauseAnotherDatabaseMayHaveTakenOver() {
        connected(3);
        listener.disconnected();
        assertThat(List.of(ann.looks(), bob.looks())).containsExactly(3, 3);

        connected(3);

        assertThat(List.of(ann.looks(), bob.looks())).containsExactly(1, 1);
    }

    @Test
    void aFailedNotificationIsRepeatedOnTheNextConnection() {
        connected(3);
        readers = List.of("gone");
        assertThatThrownBy(() -> notified(4)).hasMessage("gone");
        listener.disconnected();
        assertThatThrownBy(() -> connected(4)).hasMessage("gone");
        assertThat(listener.isConnected()).isFalse();

        readers = List.of("ann");
        connected(4);

        assertThat(ann.head()).isGreaterThanOrEqualTo(4);
        assertThat(asked).hasSize(3).containsOnly("after 3 up to 4 of [ann, bob]");
    }

    @Test
    void aHeadThatWasAnnouncedIsNotBelievedBeforeTheLogHasIt() {
        connected(3);
        notified(3);
        notified(4);

        assertThat(ann.head()).isEqualTo(4);
        assertThat(asked).containsExactly("after 3 up to 4 of [ann, bob]");
    }

    @Test
    void afterTheLogWentBackTheNextRecordIsNotified() {
        connected(9);
        notified(3);
        notified(4);

        assertThat(asked).containsExactly("after 3 up to 4 of [ann, bob]");
    }

    @Test
    void operatorsAreToldWhenAnotherConnectionLeadsToALogThatLostItsEnd() {
        connected(9);
        listener.disconnected();
        connected(9);
        listener.disconnected();
        connected(12);
        assertThat(losses.told()).isEmpty();

        restored = 8;
        listener.disconnected();
        connected(10);
        listener.disconnected();
        connected(10);
        assertThat(losses.told()).containsExactly("from 12 to 10");
    }

    @Test
    void operatorsAreToldAlsoIfOthersHavePassedWhereItHadRead() {
        connected(9);
        restored = 8;
        listener.disconnected();
        connected(11);

        assertThat(losses.told()).containsExactly("from 9 to 11");
    }

    private void connected(long committed) {
        head = committed;
        listener.connected(this);
    }

    private void notified(long committed) {
        head = committed;
        listener.notified();
    }

    @Override
    public LogPosition end() {
        return at(head);
    }

    @Override
    public boolean has(LogPosition place) {
        return place.ingestId() <= head && place.equals(at(place.ingestId()));
    }

    /** Records that came after the log was restored have other fingerprints. */
    private LogPosition at(long place) {
        return new LogPosition("epoch", place, new UUID(place > restored ? restored : 0, place));
    }

    @Override
    public List<String> readers(long after, long head, List<String> users) {
        asked.add("after " + after + " up to " + head + " of " + users);
        if (readers.contains("gone")) {
            throw new IllegalStateException("gone");
        }
        return readers;
    }
}
