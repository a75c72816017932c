package org.synchrotron.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleTimerTest {

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

    /** Keeps its timers as Tyrus' session does. */
    private static final class TimedSession {
        private final ScheduledExecutorService service;

        private TimedSession(ScheduledExecutorService service) {
            this.service = service;
        }

        @Nullable
        Future<?> message() {
            return service.schedule(() -> {}, 0, TimeUnit.MILLISECONDS);
        }
    }

    @AfterEach
    void end() {
        timers.shutdownNow();
    }

    @Test
    void isNotStartedForAMessage() {
        TimedSession session = new TimedSession(timers);
        assertThat(session.message()).isNotNull();

        IdleTimer.stop(session);

        assertThat(session.message()).isNull();
        assertThat(session.service.isShutdown()).isFalse();
    }

    @Test
    void staysWhereItIsNotFound() {
        assertThatCode(() -> IdleTimer.stop("a session of another container")).doesNotThrowAnyException();
    }
}
