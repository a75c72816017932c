package org.synchrotron.server.session;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.synchrotron.log.UserId;

/** The sessions that are open on this node, in the order in which they began. Thread-safe. */
public final class OpenSessions {

    private record Open(UserId user, SessionFeed feed) {}

    private final List<Open> open = new CopyOnWriteArrayList<>();

    /** Adds a session before it reads for the first time, so that it misses nothing after that. */
    void add(UserId user, SessionFeed feed) {
        open.add(new Open(user, feed));
    }

    /** Forgets a session that has ended. */
    void remove(SessionFeed feed) {
        open.removeIf(each -> each.feed() == feed);
    }

    /** {@return the users who have a session here, each once} */
    public List<String> users() {
        return open.stream().map(each -> each.user().value()).distinct().toList();
    }

    /** Tells the sessions of these users that there is something new for them, up to the head. */
    public void announce(Collection<String> users, long head) {
        Set<String> told = Set.copyOf(users);
        for (Open each : open) {
            if (told.contains(each.user().value())) {
                each.feed().announce(head);
            }
        }
    }
}
