package org.synchrotron.simulation.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.synchrotron.log.UserId;
import org.synchrotron.server.session.SessionFeed;

/** The open sessions in the order of their beginning: the server's own register has none, and a run would not repeat itself. */
final class Sessions {

    private record Open(UserId user, SessionFeed feed) {}

    private final List<Open> open = new ArrayList<>();

    void add(UserId user, SessionFeed feed) {
        open.add(new Open(user, feed));
    }

    void remove(SessionFeed feed) {
        open.removeIf(each -> each.feed() == feed);
    }

    List<String> users() {
        return open.stream().map(each -> each.user().value()).distinct().toList();
    }

    void announce(Collection<String> users, long head) {
        for (Open each : List.copyOf(open)) {
            if (users.contains(each.user().value())) {
                each.feed().announce(head);
            }
        }
    }
}
