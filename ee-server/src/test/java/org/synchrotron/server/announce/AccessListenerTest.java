package org.synchrotron.server.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.access.token.RevokedAccess;
import org.synchrotron.server.access.token.RevokedAccess.Known;

class AccessListenerTest implements AccessListener.Access {

    private Duration now = Duration.ofDays(1);
    private final AccessListener listener =
            new AccessListener(new RevokedAccess(), List.of("clerk"), () -> now.toNanos());
    private String version = "1";
    private int looks;
    private int read;
    private boolean gone;

    @Test
    void itLooksAtTheStartAfterEachNotificationAndEveryTwoSeconds() {
        after(0);
        after(1_999);
        assertThat(looks).isEqualTo(1);
        after(1);
        assertThat(looks).isEqualTo(2);
        listener.notified();
        after(0);
        listener.connected();
        after(0);
        assertThat(looks).isEqualTo(4);
        assertThat(listener.due()).isEqualTo(AccessListener.PAUSE);
    }

    @Test
    void itReadsOnlyWhatChanged() {
        after(0);
        after(2_000);
        assertThat(read).isEqualTo(1);
        version = "2";
        after(2_000);
        assertThat(read).isEqualTo(2);
    }

    @Test
    void itReadsAllAnewFromAnotherConnectionBecauseARestoredDatabaseCountsAgain() {
        after(0);
        listener.connected();
        after(0);
        assertThat(read).isEqualTo(2);
    }

    @Test
    void aLookThatFailsStaysDue() {
        gone = true;
        assertThatThrownBy(() -> after(0)).hasMessage("gone");
        assertThat(listener.due()).isZero();
    }

    private void after(int ms) {
        now = now.plusMillis(ms);
        listener.lookIfDue(this);
    }

    @Override
    public String version(Collection<String> roles) {
        assertThat(roles).containsExactly("clerk");
        looks++;
        if (gone) {
            throw new IllegalStateException("gone");
        }
        return version;
    }

    @Override
    public Known known(Collection<String> roles) {
        read++;
        return new Known(Map.of(), Set.of(), Set.of());
    }
}
