package org.synchrotron.server.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.SharedDeliveries.Request;
import org.synchrotron.server.kit.EverywhereActions.AddAll;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.RandomUploads;
import org.synchrotron.server.kit.ReadRows;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.UnreadableListener;

@DisplayName("Deliveries of several replicas are read together")
class SharedDeliveriesTest extends ServerTest {

    private static final List<String> USERS = List.of("ann", "bob", "cid");
    private static final List<String> AUDIENCES = List.of("p", "q", "u:ann", "u:bob", "u:cid");

    static List<Integer> seeds() {
        return RandomUploads.seeds(4);
    }

    private DeliveryReader reader(DeliveryLimits limits) {
        return new DeliveryReader(
                limits, TestServer.ROW_LIMITS, server.hiddenRows(), UnreadableListener.NONE, () -> TestServer.ROWS);
    }

    private static Request request(String user, int device, long cursor) {
        return request(user, Positions.of(user + "-" + device, cursor, null, true, RowScope.NONE));
    }

    private static Request request(String user, ReplicaPosition position) {
        return new Request(TestServer.caller(user), position);
    }

    /** {@return what is read together, which is what each would read alone} */
    private Map<Request, Reading.Ready> read(List<Request> requests) {
        DeliveryReader alone = reader(DeliveryLimits.DEFAULT);
        Map<Request, Reading.Ready> together =
                server.database.snapshot(sql -> new SharedDeliveries(alone).read(requests, sql));
        together.forEach((request, ready) -> assertThat(ready)
                .as("for %s", request.reader())
                .isEqualTo(server.database.snapshot(
                        sql -> alone.next(request.reader(), request.position(), new ReadRows(), sql))));
        return together;
    }

    private List<String> readersTogether(Request... requests) {
        return read(List.of(requests)).keySet().stream()
                .map(each -> each.reader().user().value())
                .sorted()
                .toList();
    }

    private void annCreatesTwoSharedItems() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        ann.sync(ann.at(1, new Create.Args("b", "p", 1)));
    }

    @Test
    void forUsersWhoSeeTheSameOfTheNewRecords() {
        annCreatesTwoSharedItems();
        assertThat(readersTogether(
                        request("ann", 1, 1), request("bob", 1, 1), request("bob", 2, 1), request("cid", 1, 1)))
                .as("their other audiences differ")
                .containsExactly("ann", "bob", "bob", "cid");
    }

    @Test
    void notWithThoseWhoSeeMore() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        cid.sync(cid.at(1, new Create.Args("b", "p", 1)), cid.at(2, new Create.Args("c", "q", 1)));
        assertThat(readersTogether(request("ann", 1, 1), request("bob", 1, 1), request("cid", 1, 1)))
                .containsExactly("ann", "bob");
    }

    @Test
    void notForTheAuthorOfARecordThatNobodyElseSees() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        ann.sync(ann.at(1, new Add.Args("nothing", 1)));
        assertThat(readersTogether(request("bob", 1, 1), request("ann", 1, 1), request("cid", 1, 1)))
                .containsExactly("bob", "cid");
        assertThat(readersTogether(request("ann", 1, 1), request("bob", 1, 1), request("cid", 1, 1)))
                .as("read as the author")
                .containsExactly("ann");
    }

    @Test
    void notWhereARecordWasCorrected() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 5)));
        ann.sync(ann.at(20, new Take.Args("a", 4)));
        bob.sync(bob.at(10, new Take.Args("a", 4)));
        assertThat(readersTogether(request("ann", 1, 2), request("bob", 1, 2))).isEmpty();
    }

    @Test
    void notWhereAPolicyOfTheApplicationApplies() {
        annCreatesTwoSharedItems();
        Request[] requests = {request("ann", 1, 1), request("bob", 1, 1)};
        assertThat(readersTogether(requests)).hasSize(2);
        server.database.administer(
                "create policy narrow on items as restrictive to synchrotron_user using (audience_key <> 'r'); "
                        + "select synchrotron.refresh_tracking()");
        assertThat(readersTogether(requests)).isEmpty();
    }

    @Test
    void notWithThoseOfAnotherRole() {
        server.database.administer("""
                do $$ begin create role other_users nologin in role synchrotron_user; exception when duplicate_object then null; end $$;
                grant other_users to synchrotron_login""");
        annCreatesTwoSharedItems();
        Caller other = new Caller(new UserId("cid"), "other_users");
        Request cids = new Request(other, Positions.of("cid-1", 1, null, true, RowScope.NONE));
        assertThat(readersTogether(request("ann", 1, 1), cids, request("bob", 1, 1)))
                .containsExactly("ann", "bob");
    }

    @Test
    void notWhereRecordsWereRemoved() {
        annCreatesTwoSharedItems();
        server.time.set(TestServer.NOW + 1_000);
        ann.sync(ann.at(1_000, new Create.Args("c", "p", 1)));
        Request[] requests = {request("ann", 1, 1), request("bob", 1, 1)};
        assertThat(readersTogether(requests)).hasSize(2);
        server.remove(Duration.ofMillis(500), 8);
        assertThat(readersTogether(requests)).isEmpty();
    }

    @Test
    void notPastRecordsThatConcernHiddenRows() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        ann.sync(ann.at(1, new AddAll.Args(1)));
        assertThat(readersTogether(request("bob", 1, 1), request("cid", 1, 1))).isEmpty();
        assertThat(readersTogether(request("ann", 1, 1), request("ann", 2, 1), request("bob", 1, 1)))
                .as("the author needs no view")
                .containsExactly("ann");
    }

    @Test
    void notForAReplicaThatHoldsRowsOfALaterClock() {
        annCreatesTwoSharedItems();
        HybridTimestamp later = new HybridTimestamp(TestServer.NOW + 100, 0);
        assertThat(readersTogether(
                        request("ann", 1, 1),
                        request("bob", Positions.of("bob-1", 1, later, true, RowScope.NONE)),
                        request("cid", 1, 1)))
                .containsExactly("ann", "cid");
    }

    @Test
    void notIfThereIsMoreThanOneDeliveryHolds() {
        for (int i = 0; i < 4; i++) {
            ann.sync(ann.at(i, new Create.Args("a" + i, "p", 1)));
        }
        List<Request> requests = List.of(request("ann", 1, 1), request("bob", 1, 1));
        SharedDeliveries two = new SharedDeliveries(reader(new DeliveryLimits(2, 10, 1 << 20)));
        Map<Request, Reading.Ready> read = server.database.snapshot(sql -> two.read(requests, sql));
        assertThat(read).containsOnlyKeys(requests.get(0));
        assertThat(read(requests)).hasSize(2);
    }

    /** With random memberships, actions and places, whoever is read with others is sent what it would be sent alone. */
    @ParameterizedTest
    @MethodSource("seeds")
    void equalWhatEachReadsAlone(int seed) {
        Random random = new Random(seed);
        int together = 0;
        for (int step = 0; step < 30; step++) {
            if (random.nextInt(6) == 0) {
                change(random);
            }
            String user = USERS.get(random.nextInt(3));
            Replica replica = new Replica(server, user, user + "-" + step);
            int late = random.nextInt(5) == 0 ? random.nextInt(step * 10 + 1) : 0;
            server.accept(replica.upload(replica.at(step * 10L - late, action(random))));
            together += read(requests(random)).size();
        }
        assertThat(together).isPositive();
    }

    private void change(Random random) {
        String member = "('" + USERS.get(random.nextInt(3)) + "', '" + AUDIENCES.get(random.nextInt(5)) + "')";
        server.database.administer(
                random.nextBoolean()
                        ? "insert into members values " + member + " on conflict do nothing"
                        : "delete from members where (user_id, audience_key) = " + member);
    }

    private static Record action(Random random) {
        String id = "i" + random.nextInt(6);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Create.Args(id, AUDIENCES.get(random.nextInt(5)), random.nextInt(9));
            case 3, 4, 5 -> new Add.Args(id, random.nextInt(9));
            case 6 -> new Take.Args(id, random.nextInt(9));
            default -> random.nextInt(4) == 0 ? new AddAll.Args(1) : new Add.Args("nothing", 1);
        };
    }

    private List<Request> requests(Random random) {
        long head = server.deliver("cid", 0).head();
        long cursor = Math.max(1, head - random.nextInt(5));
        HybridTimestamp base =
                random.nextInt(4) == 0 ? new HybridTimestamp(TestServer.NOW + random.nextInt(300), 0) : null;
        List<Request> requests = new ArrayList<>();
        for (int device = 1; device <= 2; device++) {
            for (String user : USERS) {
                requests.add(request(
                        user,
                        Positions.of(user + "-" + device, cursor, device == 2 ? base : null, true, RowScope.NONE)));
            }
        }
        return requests;
    }
}
