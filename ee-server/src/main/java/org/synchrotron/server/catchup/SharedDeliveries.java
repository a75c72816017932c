package org.synchrotron.server.catchup;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.catchup.DeliveryReader.Records;
import org.synchrotron.server.log.SharedViews;
import org.synchrotron.server.log.SharedViews.View;

/**
 * Reads the next delivery of several replicas at once. Users see the same new records if they have the same role and the same of those audiences
 * in which these records changed rows; besides, each sees its own records. So the records are read as one of these users, under row level
 * security. A replica for which that could be anything else than what {@link DeliveryReader} reads for it alone is read alone. Thread-safe.
 */
public final class SharedDeliveries {

    /** A replica that is sent what comes next. Immutable. */
    public record Request(Caller reader, ReplicaPosition position) {

        /** {@return whether it may be read with others at its place: it has one, and asks for no rows} */
        public boolean isShareable() {
            return position.cursor() > 0 && position.need().comprisesNothing();
        }
    }

    /** What has to be the same. */
    private record Sight(String role, Set<String> audiences) {}

    private final DeliveryReader deliveries;

    public SharedDeliveries(DeliveryReader deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * {@return what the replicas are sent next, as far as it could be read for several together} The others are to be read alone.
     *
     * @param requests replicas that all hold the log up to the same place, and are {@linkplain Request#isShareable shareable}; at least one
     * @param sql a handle in a transaction of its own, in which everything is read from one snapshot
     */
    public Map<Request, Reading.Ready> read(List<Request> requests, Handle sql) {
        List<UserId> users =
                requests.stream().map(each -> each.reader().user()).distinct().toList();
        long place = requests.get(0).position().cursor();
        Map<UserId, View> views = RoleScope.asEngine(sql, () -> new SharedViews(sql).after(place, users));
        Map<Request, Reading.Ready> found = new HashMap<>();
        for (List<Request> group : groups(requests, views)) {
            if (group.size() > 1) {
                found.putAll(read(group, views, sql));
            }
        }
        return found;
    }

    private static Collection<List<Request>> groups(List<Request> requests, Map<UserId, View> views) {
        Map<Sight, List<Request>> groups = new LinkedHashMap<>();
        for (Request each : requests) {
            View view = views.get(each.reader().user());
            if (view != null) {
                groups.computeIfAbsent(new Sight(each.reader().role(), view.visible()), any -> new ArrayList<>())
                        .add(each);
            }
        }
        return groups.values();
    }

    private Map<Request, Reading.Ready> read(List<Request> group, Map<UserId, View> views, Handle sql) {
        Request first = group.get(0);
        Optional<Records> read = deliveries.records(first.reader(), first.position(), sql);
        if (read.isEmpty()) {
            return Map.of();
        }
        Records records = read.get();
        Map<Request, Reading.Ready> found = new HashMap<>();
        found.put(first, new Reading.Ready(records.now().audiences(), records.delivery()));
        if (isForOthers(records, view(first, views))) {
            for (Request other : group.subList(1, group.size())) {
                View view = view(other, views);
                if (isFor(other, records, view)) {
                    found.put(other, new Reading.Ready(view.audiences(), delivery(other, records, view)));
                }
            }
        }
        return found;
    }

    private static View view(Request request, Map<UserId, View> views) {
        return requireNonNull(views.get(request.reader().user()));
    }

    /** A record of its reader that changed nothing visible is no other's. It may also be one whose row changes cannot be read. */
    private boolean isForOthers(Records records, View view) {
        Delivery delivery = records.delivery();
        return delivery.upTo() == delivery.head()
                && records.now().audiences().equals(view.audiences())
                && delivery.entries().stream()
                        .noneMatch(entry -> entry.effects().isEmpty() && isOf(delivery.userId(), entry))
                && !deliveries.concernsHiddenRows(delivery);
    }

    /** {@return whether the replica is sent these records as records, and no others} */
    private static boolean isFor(Request request, Records records, View view) {
        List<LogEntry> entries = records.delivery().entries();
        ReplicaPosition position = request.position();
        UserId user = request.reader().user();
        return entries.stream().filter(entry -> isOf(user, entry)).count() == view.own()
                && position.isOf(records.now())
                && !position.isBelowFloor(records.now())
                && entries.stream()
                        .noneMatch(entry -> position.isBased(entry.record().clock()));
    }

    private static boolean isOf(UserId user, LogEntry entry) {
        return entry.record().author().equals(user);
    }

    private static Delivery delivery(Request request, Records records, View view) {
        Delivery delivery = records.delivery();
        return new Delivery(
                request.reader().user(),
                AudiencesDigest.of(view.audiences()),
                delivery.after(),
                delivery.upTo(),
                delivery.head(),
                request.position().seal().cursor(records.now().end()),
                delivery.entries(),
                List.of());
    }
}
