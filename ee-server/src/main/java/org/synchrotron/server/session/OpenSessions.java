package org.synchrotron.server.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.synchrotron.log.UserId;

/** The sessions that are open on this node, by user. */
@ApplicationScoped
public class OpenSessions {

    private final Map<UserId, Set<SessionFeed>> byUser = new ConcurrentHashMap<>();

    /** Adds a session before it reads for the first time, so that it misses nothing after that. */
    public void add(UserId user, SessionFeed feed) {
        byUser.compute(user, (key, feeds) -> {
            Set<SessionFeed> present = feeds == null ? ConcurrentHashMap.newKeySet() : feeds;
            present.add(feed);
            return present;
        });
    }

    /** Forgets a session that is closed. */
    public void remove(UserId user, SessionFeed feed) {
        byUser.computeIfPresent(user, (key, feeds) -> {
            feeds.remove(feed);
            return feeds.isEmpty() ? null : feeds;
        });
    }

    /** {@return the users who have a session here} */
    public List<String> users() {
        return byUser.keySet().stream().map(UserId::value).toList();
    }

    /** Tells the sessions of these users that there is something new for them, up to the head. */
    public void announce(Collection<String> users, long head) {
        users.forEach(user -> byUser.getOrDefault(new UserId(user), Set.of()).forEach(feed -> feed.announce(head)));
    }
}
