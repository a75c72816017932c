package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Audiences;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Wake;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.session.DeliverySource.Taker;

class SessionFeedTest {

    private static final UserId ANN = new UserId("ann");
    private static final Cursor CURSOR = new Cursor("epoch:1");
    private static final LogEntry ENTRY = new LogEntry(
            new ActionRecord(
                    ActionId.of(UUID.randomUUID()),
                    "create_v1",
                    ANN,
                    new ClientId("ann-1"),
                    HybridTimestamp.ZERO,
                    Json.createObjectBuilder().add("timestamp", 0).build(),
                    Instant.EPOCH),
            null,
            List.of());

    private final List<ServerMessage> sent = new ArrayList<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private long head = 5;
    private int portion = 100;
    private long visibleUpTo = Long.MAX_VALUE;
    private Set<String> audiences = Set.of();
    private boolean broken;
    private int retries;
    private final SessionFeed feed = new SessionFeed(
            this::source,
            sent::add,
            () -> new RowSpool(TestNode.CODEC, new SpoolSpace(0)),
            again -> retries++,
            sentence -> {
                throw new AssertionError(sentence);
            });

    @Test
    void theFirstDeliveryIsSentEvenIfItIsEmpty() {
        start(5);
        assertThat(sent).containsExactly(delivery(5, 5, 5));
    }

    @Test
    void theNextDeliveryDoesNotWaitForTheAcknowledgement() {
        portion = 2;
        start(0);
        assertThat(upTos()).containsExactly(2L, 4L);
    }

    @Test
    void commitsCauseOneWakeWhileTheWindowIsFull() {
        start(0);
        commit(6);
        assertThat(upTos()).containsExactly(5L, 6L);
        sent.clear();
        commit(7);
        commit(8);
        assertThat(sent).containsExactly(new Wake(7));
        received(5);
        assertThat(sent).element(1).isEqualTo(delivery(6, 8, 8, ENTRY));
    }

    @Test
    void aDeliveryThatLeavesRecordsUnreadIsFollowedByAnother() {
        portion = 2;
        start(0);
        assertThat(sent).hasOnlyElementsOfType(Delivery.class);
    }

    @Test
    void aChangeOfAudiencesThatIsOverWhenTheClientIsToldOfItIsNoticed() {
        audiences = Set.of("p");
        start(5);
        sent.clear();
        audiences = Set.of();
        feed.look();
        audiences = Set.of("p");
        run();
        assertThat(sent).hasOnlyElementsOfType(Audiences.class).hasSize(2);
    }

    @Test
    void aHeadThatADeliveryNamedCausesNoWake() {
        start(0);
        feed.announce(5);
        run();
        assertThat(sent).hasSize(1);
    }

    @Test
    void deliveriesContinueWhenOneIsAcknowledged() {
        portion = 2;
        head = 9;
        start(0);
        received(2);
        assertThat(upTos()).containsExactly(2L, 4L, 6L);
        received(6);
        assertThat(upTos()).containsExactly(2L, 4L, 6L, 8L, 9L);
    }

    @Test
    void aClientToldOfALaterHeadReachesItEvenIfItMaySeeNothingMore() {
        portion = 2;
        visibleUpTo = 4;
        start(0);
        assertThat(upTos()).containsExactly(2L, 4L);
        received(4);
        assertThat(sent).last().isEqualTo(delivery(4, 5, 5));
    }

    @Test
    void anAnswerToAnUploadIsFollowedByDeliveriesUpToItsHead() {
        start(0);
        received(5);
        visibleUpTo = 5;
        commit(6);
        assertThat(upTos()).containsExactly(5L);
        feed.deliverUpTo(6);
        run();
        assertThat(sent).last().isEqualTo(delivery(5, 6, 6));
        received(6);
        head = 7;
        feed.deliverUpTo(7);
        run();
        assertThat(sent).last().isEqualTo(delivery(6, 7, 7));
    }

    @Test
    void commitsWhileAnUploadIsAcceptedComeInOneDeliveryAfterTheAnswer() {
        start(5);
        sent.clear();
        feed.hold();
        commit(6);
        commit(7);
        assertThat(sent).isEmpty();
        head = 8;
        feed.deliverUpTo(8);
        run();
        assertThat(sent).containsExactly(delivery(5, 8, 8, ENTRY));
    }

    @Test
    void commitsComeAlsoIfAnUploadIsRefusedOrTakesLong() {
        start(5);
        sent.clear();
        feed.hold();
        commit(6);
        feed.goOn();
        run();
        assertThat(sent).containsExactly(delivery(5, 6, 6, ENTRY));
    }

    @Test
    void aDeliveryContinuesAtTheClientsCursorAcrossInvisibleRecords() {
        start(0);
        received(5);
        visibleUpTo = 5;
        commit(6);
        visibleUpTo = Long.MAX_VALUE;
        commit(7);
        assertThat(sent).last().isEqualTo(delivery(5, 7, 7, ENTRY));
    }

    @Test
    void aWakeIsFollowedByDeliveriesUpToItsHead() {
        start(0);
        commit(6);
        visibleUpTo = 6;
        commit(7);
        assertThat(sent).last().isEqualTo(new Wake(7));
        received(5);
        assertThat(sent).last().isEqualTo(delivery(6, 7, 7));
    }

    @Test
    void commitsDuringAReadAreNotMissed() {
        begin(0);
        head = 6;
        feed.announce(6);
        head = 5;
        tasks.remove().run();
        head = 6;
        run();
        assertThat(upTos()).containsExactly(5L, 6L);
    }

    @Test
    void anOldOrRepeatedAcknowledgementChangesNothing() {
        portion = 2;
        head = 6;
        start(0);
        received(1);
        received(0);
        assertThat(upTos()).containsExactly(2L, 4L);
        received(2);
        received(2);
        assertThat(upTos()).containsExactly(2L, 4L, 6L);
    }

    @Test
    void aFailedReadIsRepeated() {
        broken = true;
        start(0);
        assertThat(sent).isEmpty();
        assertThat(retries).isEqualTo(1);
        broken = false;
        feed.readAgain();
        run();
        assertThat(sent).hasSize(1);
    }

    private List<Long> upTos() {
        return sent.stream()
                .filter(Delivery.class::isInstance)
                .map(message -> ((Delivery) message).upTo())
                .toList();
    }

    private void source(ReplicaPosition position, Taker taker) {
        Set<String> read = audiences;
        tasks.add(() -> {
            try {
                taker.delivery(read, read(position.cursor()));
            } catch (IllegalStateException e) {
                taker.failed(e);
            }
        });
    }

    private Delivery read(long cursor) {
        if (broken) {
            throw new IllegalStateException("no database");
        }
        long upTo = Math.min(head, cursor + portion);
        return Math.min(upTo, visibleUpTo) > cursor
                ? delivery(cursor, upTo, head, ENTRY)
                : delivery(cursor, upTo, head);
    }

    private static Delivery delivery(long after, long upTo, long head, LogEntry... entries) {
        return new Delivery(ANN, AudiencesDigest.of(Set.of()), after, upTo, head, CURSOR, List.of(entries), List.of());
    }

    private void begin(long cursor) {
        feed.start(new ClientHolding(Positions.seal("ann-1"), cursor, null, true), Set.of());
    }

    private void start(long cursor) {
        begin(cursor);
        run();
    }

    private void commit(long newHead) {
        head = newHead;
        feed.announce(newHead);
        run();
    }

    private void received(long cursor) {
        feed.received(cursor, null);
        run();
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
