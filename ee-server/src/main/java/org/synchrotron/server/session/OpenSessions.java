package org.synchrotron.server.session;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.log.UserId;

/** The open sessions of this node, in the order in which they were opened. Thread-safe. */
public final class OpenSessions {

    private record Open(UserId user, SessionFeed feed) {}

    private final List<Open> open = new CopyOnWriteArrayList<>();

    /** Adds a session. It is added before its first read, so that it misses no announcement after that read. */
    void add(UserId user, SessionFeed feed) {
        open.add(new Open(user, feed));
    }

    /** Removes a session that has ended. */
    void remove(SessionFeed feed) {
        open.removeIf(each -> each.feed() == feed);
    }

    /** {@return the users with a session on this node, each once} */
    public List<String> users() {
        return open.stream().map(each -> each.user().value()).distinct().toList();
    }

    /**
     * Notifies the sessions of these users that there are new records for them.
     *
     * @param head the ingest id up to which there are new records
     */
    public void announce(Collection<String> users, long head) {
        Set<String> notified = Set.copyOf(users);
        for (Open each : open) {
            if (notified.contains(each.user().value())) {
                each.feed().announce(head);
            }
        }
    }
}
