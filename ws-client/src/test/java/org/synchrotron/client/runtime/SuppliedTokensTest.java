package org.synchrotron.client.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;

@DisplayName("Tokens from the application's supplier")
@Timeout(60)
class SuppliedTokensTest {

    private static final int PATIENCE_SECONDS = 20;
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int MANY = 100;

    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Thread> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @AfterEach
    void release() {
        release.countDown();
    }

    private void request(SuppliedTokens tokens) {
        tokens.request(answers::add, answers::add);
    }

    private Object answer() throws InterruptedException {
        return requireNonNull(answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no answer");
    }

    private SyncProblem problem() throws InterruptedException {
        SyncProblem problem = (SyncProblem) answer();
        assertThat(problem.kind()).isEqualTo(Kind.TOKEN_UNAVAILABLE);
        assertThat(problem.message()).startsWith("there is no token to connect with: ");
        return problem;
    }

    /** Does not even listen to interrupts. */
    private String hang() {
        asked.add(Thread.currentThread());
        while (true) {
            try {
                release.await();
                return "late";
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }

    @Test
    void areGiven() throws Exception {
        SuppliedTokens tokens = new SuppliedTokens(() -> "secret");
        request(tokens);
        assertThat(answer()).isEqualTo("secret");
        request(tokens);
        assertThat(answer()).isEqualTo("secret");
    }

    @Test
    void areAProblemIfThereIsNone() throws Exception {
        request(new SuppliedTokens(SuppliedTokensTest::none));
        assertThat(problem().message()).endsWith("the supplier gave null");
    }

    @SuppressWarnings("NullAway") // This is what an application may do.
    private static @Nullable String none() {
        return null;
    }

    @Test
    void areAProblemIfTheSupplierThrows() throws Exception {
        request(new SuppliedTokens(throwing(new IllegalStateException("logged out"))));
        assertThat(problem().message()).endsWith("logged out");
        request(new SuppliedTokens(throwing(new NoClassDefFoundError("com/example/Tokens"))));
        assertThat(problem().message()).contains("NoClassDefFoundError").endsWith("com/example/Tokens");
    }

    private static Supplier<String> throwing(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }

    @Test
    void haveALimitAfterWhichTheSupplierIsInterrupted() throws Exception {
        request(new SuppliedTokens(this::hang, SHORT));

        assertThat(problem().message()).endsWith("the supplier took longer than 200 ms");
        assertThat(interrupted.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void areGivenToAllWhoAskMeanwhile() throws Exception {
        SuppliedTokens tokens = new SuppliedTokens(this::hang);
        for (int i = 0; i < 3; i++) {
            request(tokens);
        }
        release.countDown();

        assertThat(List.of(answer(), answer(), answer())).containsOnly("late");
        assertThat(asked).as("threads that ask").hasSize(1);
        request(tokens);
        assertThat(answer()).isEqualTo("late");
    }

    @Test
    void areNotAskedForAgainBeforeTheSupplierHasComeBack() throws Exception {
        SuppliedTokens tokens = new SuppliedTokens(this::hang, SHORT);
        request(tokens);
        problem();
        for (int i = 0; i < 10; i++) {
            request(tokens);
            assertThat(problem().message()).endsWith("the supplier has not come back since it was asked before");
        }
        assertThat(asked).as("threads that ask").hasSize(1);
        release.countDown();
        asked.remove().join();
        request(tokens);

        assertThat(answer()).isEqualTo("late");
        assertThat(answers).isEmpty();
    }

    @Test
    void ofOneClientAreNotHeldUpByTheSuppliersOfOthers() throws Exception {
        for (int i = 0; i < MANY; i++) {
            new SuppliedTokens(this::hang).request(answers::add, answers::add);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        }
        request(new SuppliedTokens(() -> "secret"));

        assertThat(answer()).isEqualTo("secret");
    }
}
