package org.synchrotron.server.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.session.NotifiedSession;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.SessionLimits;

class CommitListenerTest {

    private final OpenSessions sessions = new OpenSessions(SessionLimits.DEFAULT);
    private final NotifiedSession ann = new NotifiedSession("ann", sessions);
    private final NotifiedSession bob = new NotifiedSession("bob", sessions);
    private final CommitListener listener = new CommitListener(sessions);
    private final List<String> asked = new ArrayList<>();
    private List<String> readers = List.of("ann", "bob");

    @Test
    void sessionsOpenBeforeItListensAreAllNotified() {
        readers = List.of();
        listener.connected(3, this::readers);

        assertThat(List.of(ann.head(), bob.head())).containsExactly(3L, 3L);
        assertThat(asked).isEmpty();
    }

    @Test
    void usersWhoMaySeeACommitAreNotified() {
        listener.connected(3, this::readers);
        readers = List.of("bob");
        listener.notified(5);

        assertThat(List.of(ann.head(), bob.head())).containsExactly(3L, 5L);
        assertThat(asked).containsExactly("after 3 up to 5 of [ann, bob]");
    }

    @Test
    void aHeadIsNotifiedOnce() {
        listener.connected(3, this::readers);
        listener.notified(5);
        listener.notified(4);
        listener.notified(0);

        assertThat(asked).hasSize(1);
    }

    @Test
    void missedCommitsAreNotifiedAfterALostConnection() {
        listener.connected(3, this::readers);
        listener.disconnected();
        assertThat(listener.isConnected()).isFalse();
        assertThatThrownBy(() -> listener.notified(4)).isInstanceOf(IllegalStateException.class);

        readers = List.of("ann");
        listener.connected(6, this::readers);

        assertThat(listener.isConnected()).isTrue();
        assertThat(List.of(ann.head(), bob.head())).containsExactly(6L, 3L);
        assertThat(asked).containsExactly("after 3 up to 6 of [ann, bob]");
    }

    @Test
    void aFailedNotificationIsRepeatedOnTheNextConnection() {
        listener.connected(3, this::readers);
        readers = List.of("gone");
        assertThatThrownBy(() -> listener.notified(4)).hasMessage("gone");
        listener.disconnected();
        assertThatThrownBy(() -> listener.connected(4, this::readers)).hasMessage("gone");
        assertThat(listener.isConnected()).isFalse();

        readers = List.of("ann");
        listener.connected(4, this::readers);

        assertThat(ann.head()).isEqualTo(4);
        assertThat(asked).hasSize(3).containsOnly("after 3 up to 4 of [ann, bob]");
    }

    private List<String> readers(long after, long head, List<String> users) {
        asked.add("after " + after + " up to " + head + " of " + users);
        if (readers.contains("gone")) {
            throw new IllegalStateException("gone");
        }
        return readers;
    }
}
