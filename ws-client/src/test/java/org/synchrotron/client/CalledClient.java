package org.synchrotron.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.await;
import static org.synchrotron.client.Tasks.count;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;

/** A client without a server, whose listener and action do what a test wants. */
final class CalledClient implements AutoCloseable {

    /** An action that calls something else than its context. */
    @SyncAction("call_out_v1")
    public static final class CallOut implements Action<CallOut.Args, Integer> {

        static final AtomicReference<Runnable> CALLED = new AtomicReference<>();

        public record Args() {}

        @Override
        public Integer apply(Args args, ActionContext context) {
            requireNonNull(CALLED.get()).run();
            return count(context.sql());
        }
    }

    private final Path directory;
    private final AtomicReference<@Nullable Consumer<SyncStatus>> onStatus = new AtomicReference<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private SynchrotronClient client;

    private final SyncListener listener = new SyncListener() {
        @Override
        public void statusChanged(SyncStatus status) {
            Consumer<SyncStatus> what = onStatus.get();
            if (what != null) {
                what.accept(status);
            }
        }
    };

    CalledClient(Path directory) {
        this.directory = directory;
        this.client = open();
    }

    private SynchrotronClient open() {
        return Todos.alice(directory.resolve("todos.db"))
                .action(new CallOut())
                .readers(2, SOON)
                .listener(listener)
                .open();
    }

    SynchrotronClient client() {
        return client;
    }

    /** Sets what the listener does with each status. */
    void onStatus(Consumer<SyncStatus> what) {
        onStatus.set(what);
    }

    void ignoreStatus() {
        onStatus.set(null);
    }

    Execution<String> create(String key) {
        return client.execute(CreateTodo.class, new CreateTodo.Args("u:alice", key, "milk"));
    }

    /** For a listener: waits until {@link #release} is called. */
    void block(SyncStatus status) {
        entered.countDown();
        await(released);
    }

    /** Waits until a listener blocks. */
    void awaitBlocked() {
        await(entered);
    }

    void release() {
        released.countDown();
    }

    void awaitReleased() {
        await(released);
    }

    /** Waits until the client is closed, and shows that its file holds so many todos. */
    void isClosedWith(int todos) {
        client.close();
        assertThatThrownBy(() -> create("late")).isInstanceOf(ClientClosed.class);
        assertThatThrownBy(() -> count(client)).isInstanceOf(ClientClosed.class);
        ignoreStatus();
        client = open();
        assertThat(count(client)).isEqualTo(todos);
    }

    @Override
    public void close() {
        ignoreStatus();
        release();
        client.close();
    }
}
