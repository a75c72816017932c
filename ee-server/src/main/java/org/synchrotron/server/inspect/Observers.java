package org.synchrotron.server.inspect;

import jakarta.enterprise.event.Event;

/** Tells observers of the application what was found. What they throw does not stop sync. */
final class Observers {

    private static final System.Logger LOG = System.getLogger(Observers.class.getName());

    private Observers() {}

    /** Fires the event. An exception of an observer is logged, and otherwise ignored. */
    static <T> void tell(Event<T> event, T found) {
        try {
            event.fire(found);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "an observer of " + found.getClass().getSimpleName() + " failed; its exception is ignored",
                    e);
        }
    }
}
