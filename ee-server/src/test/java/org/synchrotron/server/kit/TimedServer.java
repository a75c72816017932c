package org.synchrotron.server.kit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.materialize.ImpurityListener;
import org.synchrotron.server.materialize.RunLimits;
import org.synchrotron.server.runtime.RunTimer;

/** A server on which only a {@link SlowAction} takes too long, however busy the machine is. */
public final class TimedServer implements AutoCloseable {

    /** The records of the log that took too long to run again. */
    public final List<ActionTooSlow> found = new CopyOnWriteArrayList<>();

    public final RealThreads threads = new RealThreads();
    public final TestServer server;

    public TimedServer() {
        this(null);
    }

    public TimedServer(@Nullable ImpurityListener impurities) {
        SlowAction.reset();
        RunTimer timer = new RunTimer(SlowAction.LIMIT, SlowAction.GRACE, SlowAction.NANOS::get, threads);
        server = new TestServer(AcceptSettings.DEFAULT, impurities, RunLimits.of(timer, 0, this::now, found::add));
    }

    private long now() {
        return server.time.get();
    }

    @Override
    public void close() {
        SlowAction.release();
        threads.close();
        server.close();
    }
}
