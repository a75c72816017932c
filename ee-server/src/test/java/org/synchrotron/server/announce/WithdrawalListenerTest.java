package org.synchrotron.server.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class WithdrawalListenerTest {

    private Duration now = Duration.ofDays(1);
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private int done;
    private boolean fails;
    private final WithdrawalListener listener = new WithdrawalListener(this::work, threads::add, () -> now.toNanos());

    private void work() {
        if (fails) {
            throw new IllegalStateException("fails");
        }
        done++;
    }

    private void after(int ms) {
        now = now.plusMillis(ms);
        listener.lookIfDue();
    }

    @Test
    void itLooksAtTheStartAfterEachNotificationAndEveryMinute() {
        after(0);
        threads.remove().run();
        after(59_999);
        assertThat(threads).isEmpty();
        after(1);
        threads.remove().run();
        listener.notified();
        assertThat(listener.due()).isZero();
        after(0);
        threads.remove().run();
        listener.connected();
        after(0);
        threads.remove().run();
        assertThat(done).isEqualTo(4);
        assertThat(listener.due()).isEqualTo(WithdrawalListener.PAUSE);
    }

    @Test
    void whatIsAskedForWhileItWorksComesNext() {
        after(0);
        listener.notified();
        after(0);
        assertThat(threads).as("never twice at a time").hasSize(1);
        threads.remove().run();
        after(1_000);
        threads.remove().run();
        assertThat(done).isEqualTo(2);
    }

    @Test
    void itGoesOnAfterAFailure() {
        fails = true;
        after(0);
        assertThatThrownBy(() -> threads.remove().run()).hasMessage("fails");
        fails = false;
        after(60_000);
        threads.remove().run();
        assertThat(done).isEqualTo(1);
    }
}
