package org.synchrotron.server.log;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.UserId;

/** Says which users see the same of the records after a place of the log. It needs the engine's role. As thread-safe as its handle. */
public final class SharedViews {

    /** The most records after the place. If there are more, it says nothing. */
    private static final int MOST = 200;

    /**
     * What decides what a user sees of the records after a place. Immutable.
     *
     * @param audiences all audiences of the user
     * @param visible those among them in which the records changed rows
     * @param own how many of the records are the user's own
     */
    public record View(Set<String> audiences, Set<String> visible, long own) {
        public View {
            audiences = Set.copyOf(audiences);
            visible = Set.copyOf(visible);
        }
    }

    private final Handle sql;

    public SharedViews(Handle sql) {
        this.sql = sql;
    }

    /** {@return the views of these users; empty if something else decides what they see, too} */
    public Map<UserId, View> after(long place, Collection<UserId> users) {
        Map<UserId, View> views = new HashMap<>();
        sql.createQuery("select user_id, audiences, visible, own from synchrotron.shared_views(:users, :place, :most)")
                .bindArray(
                        "users", String.class, users.stream().map(UserId::value).toList())
                .bind("place", place)
                .bind("most", MOST)
                .map((row, context) -> Map.entry(
                        new UserId(row.getString("user_id")),
                        new View(set(row.getArray("audiences")), set(row.getArray("visible")), row.getLong("own"))))
                .forEach(each -> views.put(each.getKey(), each.getValue()));
        return views;
    }

    private static Set<String> set(Array texts) throws SQLException {
        return Set.of((String[]) texts.getArray());
    }
}
