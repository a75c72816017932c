package org.synchrotron.client.runtime;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.SyncListener;

/**
 * Logs what the program's callbacks throw: the first of a kind as a warning with its stack, later ones only for debugging, since a
 * callback that fails once mostly fails every time. Nothing gets out of here. Thread-safe.
 */
final class ListenerFailures {

    private static final Logger LOG = LoggerFactory.getLogger(SyncListener.class);

    /** So many kinds are told apart; further ones are only for debugging. */
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
