package org.synchrotron.client.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.synchrotron.client.ClientClosed;

@DisplayName("A client's thread")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WriterThreadTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MORE_THAN_IT_KEEPS = 1_100;

    private final AtomicInteger between = new AtomicInteger();
    private final WriterThread writer = new WriterThread("writer", between::incrementAndGet);
    private final ExecutorService others = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void end() {
        released.countDown();
        writer.end(() -> {});
        others.shutdown();
    }

    private void block() {
        CountDownLatch entered = new CountDownLatch(1);
        writer.post(() -> {
            entered.countDown();
            await(released);
        });
        await(entered);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void endsThoughItsQueueIsFullAndRefusesThoseWhoWaitForRoom() throws Exception {
        block();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        CompletableFuture<Integer> refused = CompletableFuture.supplyAsync(
                () -> {
                    for (int i = 0; i < MORE_THAN_IT_KEEPS; i++) {
                        if (!writer.post(done::incrementAndGet)) {
                            return i;
                        }
                        taken.set(i + 1);
                    }
                    return MORE_THAN_IT_KEEPS;
                },
                others);
        while (taken.get() < 1_024) {
            Thread.onSpinWait();
        }
        List<Integer> doneBefore = new ArrayList<>();

        writer.end(() -> doneBefore.add(done.get()));

        assertThat(refused).succeedsWithin(SOON).isEqualTo(1_024);
        assertThatThrownBy(() -> writer.call(() -> 1)).isInstanceOf(ClientClosed.class);
        released.countDown();
        assertThat(writer.awaitEnd(SOON)).isTrue();
        assertThat(doneBefore).containsExactly(1_024);
    }

    @Test
    void doesNothingAfterItsLastWork() throws Exception {
        AtomicInteger late = new AtomicInteger();
        writer.after(Duration.ofDays(1), late::incrementAndGet);
        Semaphore tries = new Semaphore(0);
        for (int i = 0; i < 4; i++) {
            others.execute(() -> {
                tries.release();
                while (writer.post(late::incrementAndGet)) {
                    Thread.onSpinWait();
                }
            });
        }
        tries.acquire(4);
        List<Integer> before = new ArrayList<>();

        writer.end(() -> before.add(late.get()));
        writer.end(() -> before.add(-1));

        assertThat(writer.awaitEnd(SOON)).isTrue();
        assertThat(before).containsExactly(late.get());
    }

    @Test
    void runsTheTaskAfterEachWorkEvenIfThatThrows() {
        assertThatThrownBy(() -> writer.call(() -> {
                    throw new AssertionError("on purpose");
                }))
                .isInstanceOf(AssertionError.class);
        writer.call(() -> 1);

        assertThat(writer.<Integer>call(between::get)).isEqualTo(2);
    }
}
