package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.Outcome;

/** What tests do on other threads. */
final class Tasks {

    /** Longer than anything needs that does not hang. */
    static final Duration SOON = Duration.ofSeconds(20);

    private static final String WITHOUT_END =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    private Tasks() {}

    /** Does the work on a thread of its own. */
    static <T> CompletableFuture<T> on(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    static void await(CountDownLatch latch) {
        FutureTask<Boolean> waiting = new FutureTask<>(() -> latch.await(SOON.toSeconds(), TimeUnit.SECONDS));
        waiting.run();
        assertThat(waiting).succeedsWithin(Duration.ZERO).isEqualTo(true);
    }

    /** {@return what the server decided about the record, once it has} */
    static Outcome outcome(Execution<?> execution) {
        return execution
                .confirmation()
                .toCompletableFuture()
                .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** {@return how many todos there are} */
    static int count(Handle sql) {
        return sql.createQuery("SELECT count(*) FROM todos")
                .mapTo(Integer.class)
                .one();
    }

    /** {@return how many todos there are} */
    static int count(SynchrotronClient client) {
        return client.<Integer, RuntimeException>read(Tasks::count);
    }

    /** Reads until it is interrupted. */
    static int readWithoutEnd(Handle sql) {
        return sql.createQuery(WITHOUT_END).mapTo(Integer.class).one();
    }

    /** Runs it, and once more if it meets damage in the file, which is replaced then. */
    static void onceMoreAfterDamage(Runnable task) {
        try {
            task.run();
        } catch (DatabaseFailure met) {
            assertThat(met.kind()).as(met.toString()).isEqualTo(DatabaseFailure.Kind.DAMAGED);
            task.run();
        }
    }
}
