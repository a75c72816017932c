package org.synchrotron.server.session;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs the work of one session. Work that fails in a way that it does not handle itself, or that the threads do not take, ends the
 * session: its client would wait for ever otherwise. Thread-safe.
 */
final class SessionWork implements Executor {

    private final Executor threads;
    private final Consumer<Throwable> failed;

    /** @param failed ends the session */
    SessionWork(Executor threads, Consumer<Throwable> failed) {
        this.threads = threads;
        this.failed = failed;
    }

    @Override
    public void execute(Runnable work) {
        guarded(() -> threads.execute(() -> guarded(work)));
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }
}
