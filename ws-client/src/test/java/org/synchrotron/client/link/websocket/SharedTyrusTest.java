package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

class SharedTyrusTest {

    @Test
    void staysOpenWhenItsLastConnectionHasEnded() {
        ExecutorService timers = SharedTyrus.client().getScheduledExecutorService();
        ExecutorService threads = SharedTyrus.client().getExecutorService();
        SharedTyrus.client().shutdown();

        assertThat(timers.isShutdown()).isFalse();
        assertThat(threads.isShutdown()).isFalse();
    }

    @Test
    void startsNoTimerForEachMessage() {
        assertThat(SharedTyrus.client().getDefaultMaxSessionIdleTimeout()).isNegative();
    }
}
