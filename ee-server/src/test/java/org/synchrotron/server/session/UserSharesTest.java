package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.UserId;

class UserSharesTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final UserShares shares = new UserShares(threads::add, 2);

    @Test
    void othersPassAUserWhoseShareIsTaken() {
        tasks("ann", 5);
        tasks("bob", 1);
        assertThat(threads).hasSize(3);
        runAll();

        assertThat(done).containsExactly("ann 0", "ann 1", "bob 0", "ann 2", "ann 3", "ann 4");
    }

    @Test
    void aTaskThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 4; i++) {
            shares.of(new UserId("ann")).execute(() -> {
                throw new StackOverflowError();
            });
        }
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            assertThatThrownBy(task::run).isInstanceOf(StackOverflowError.class);
        }
        tasks("ann", 3);
        runAll();

        assertThat(done).hasSize(3);
    }

    @Test
    void threadsThatTakeNoWorkHoldNoPlace() {
        boolean[] stopping = {true};
        UserShares stopped = new UserShares(
                task -> {
                    if (stopping[0]) {
                        throw new RejectedExecutionException("stopping");
                    }
                    threads.add(task);
                },
                1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> stopped.of(new UserId("ann")).execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class);
        }
        stopping[0] = false;
        stopped.of(new UserId("ann")).execute(() -> {});

        assertThat(threads).hasSize(1);
    }

    private void tasks(String user, int number) {
        for (int i = 0; i < number; i++) {
            String name = user + " " + i;
            shares.of(new UserId(user)).execute(() -> done.add(name));
        }
    }

    private void runAll() {
        for (Runnable task = threads.poll(); task != null; task = threads.poll()) {
            task.run();
        }
    }
}
