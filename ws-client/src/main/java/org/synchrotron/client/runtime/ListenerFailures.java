package org.synchrotron.client.runtime;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.SyncListener;

/**
 * Logs what the program's callbacks throw: the first of a kind as a warning with its stack, later ones at level DEBUG, since a callback
 * that fails once usually fails every time. Never throws. Thread-safe.
 */
final class ListenerFailures {

    private static final Logger LOG = LoggerFactory.getLogger(SyncListener.class);

    /** How many kinds are distinguished; further ones are logged at level DEBUG. */
    private static final int KINDS = 100;

    private final Set<String> known = new HashSet<>();

    /** @param callback which callback failed, for the message */
    void report(String callback, Throwable thrown) {
        String kind = callback + " threw " + thrown.getClass().getName();
        try {
            log(kind, thrown);
        } catch (Throwable fromItsOwnMessage) {
            LOG.warn("{}, and cannot be printed", kind);
        }
    }

    private void log(String kind, Throwable thrown) {
        if (isNew(kind)) {
            LOG.warn("{}; it is ignored, also when it does so again", kind, thrown);
        } else {
            LOG.debug("{} again", kind, thrown);
        }
    }

    private synchronized boolean isNew(String kind) {
        return known.size() < KINDS && known.add(kind);
    }
}
