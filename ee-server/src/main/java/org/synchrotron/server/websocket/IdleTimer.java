package org.synchrotron.server.websocket;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The idle timer that Tyrus gives to each session. Tyrus starts it anew for each message, also if a session has no limit, and then it
 * does nothing. In Payara each start looks for services in all jars, which is a fifth of what the server does for a small message. The
 * session has a watch of its own ({@code SessionWatch}), so the timer is taken away. No interface does that.
 */
final class IdleTimer {

    private static final System.Logger LOG = System.getLogger(IdleTimer.class.getName());

    /** The field of Tyrus' session. */
    private static final String SCHEDULER = "service";

    private IdleTimer() {}

    /**
     * Takes the timer away. If the session keeps it elsewhere, it stays; this costs time and has no other effect.
     *
     * @param session the container's session
     */
    static void stop(Object session) {
        try {
            Field scheduler = session.getClass().getDeclaredField(SCHEDULER);
            scheduler.setAccessible(true);
            if (scheduler.get(session) instanceof ScheduledExecutorService timers) {
                scheduler.set(session, startingNothing(timers));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the idle timers of this container cannot be found", e);
        }
    }

    private static Object startingNothing(ScheduledExecutorService timers) {
        return Proxy.newProxyInstance(
                IdleTimer.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (self, method, arguments) -> call(timers, method, arguments));
    }

    /** Tyrus keeps the null and has nothing to cancel. */
    private static @Nullable Object call(ScheduledExecutorService timers, Method method, Object[] arguments)
            throws ReflectiveOperationException {
        return method.getName().equals("schedule") ? null : method.invoke(timers, arguments);
    }
}
