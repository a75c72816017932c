package org.synchrotron.server.session;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.synchrotron.log.UserId;

/** The open sessions of this node, in the order in which they were opened; there may be so many only. Thread-safe. */
public final class OpenSessions {

    private record Open(UserId user, String address, SessionFeed feed) {}

    private final SessionLimits limits;
    private final List<Open> open = new CopyOnWriteArrayList<>();

    /** @param limits how many there may be, of one user, of one address and in all */
    public OpenSessions(SessionLimits limits) {
        this.limits = limits;
    }

    /**
     * Adds a session. It is added before its first read, so that it misses no announcement after that read.
     *
     * @param address the address of the client; empty if sessions are not counted by it
     * @return whether there was room
     */
    synchronized boolean add(UserId user, String address, SessionFeed feed) {
        long ofUser = open.stream().filter(each -> each.user().equals(user)).count();
        long ofAddress = address.isEmpty()
                ? 0
                : open.stream().filter(each -> each.address().equals(address)).count();
        if (ofUser >= limits.perUser() || ofAddress >= limits.perAddress() || open.size() >= limits.inAll()) {
            return false;
        }
        return open.add(new Open(user, address, feed));
    }

    /** Removes a session that has ended. */
    synchronized void remove(SessionFeed feed) {
        open.removeIf(each -> each.feed() == feed);
    }

    /** {@return the users with a session on this node, each once} */
    public List<String> users() {
        return open.stream().map(each -> each.user().value()).distinct().toList();
    }

    /** {@return the users of sessions whose clients were told of audiences since this was last asked} */
    public Set<String> takeTold() {
        return open.stream()
                .filter(each -> each.feed().takeTold())
                .map(each -> each.user().value())
                .collect(Collectors.toSet());
    }

    /** Makes the sessions of these users look whether their audiences changed. */
    public void look(Set<String> users) {
        for (Open each : open) {
            if (users.contains(each.user().value())) {
                each.feed().look();
            }
        }
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
