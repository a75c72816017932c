package org.synchrotron.server.session;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.synchrotron.server.runtime.ServerThreads;

/** Runs the work of a node at once, on the caller's thread. Time stands still. */
final class CallersThread implements ServerThreads {

    @Override
    public Executor workers() {
        return Runnable::run;
    }

    @Override
    public Executor uploads() {
        return Runnable::run;
    }

    @Override
    public Executor senders() {
        return Runnable::run;
    }

    @Override
    public void after(Duration pause, Runnable work) {}
}
