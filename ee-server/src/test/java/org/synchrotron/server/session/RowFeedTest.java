package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Audiences;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.session.DeliverySource.Taker;

@DisplayName("A feed sends rows")
class RowFeedTest {

    private static final UserId ANN = new UserId("ann");
    private static final Cursor CURSOR = new Cursor("epoch:1");
    private static final AudiencesDigest DIGEST = AudiencesDigest.of(Set.of());
    private static final RowDeliveryId ROWS = new RowDeliveryId("rows-1");
    private static final HybridTimestamp BASE = new HybridTimestamp(7, 7);
    private static final RowScope P = RowScope.ofAudiences(Set.of("p"));

    /** One reading that the feed began. */
    private record Begun(ReplicaPosition position, Taker taker) {}

    private final Deque<Begun> readings = new ArrayDeque<>();
    private final List<ServerMessage> sent = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final SpoolSpace space = new SpoolSpace(1_000);
    private Set<String> audiences = Set.of("p", "q");
    private int retries;
    private final SessionFeed feed = new SessionFeed(
            (position, taker) -> readings.add(new Begun(position, taker)),
            sent::add,
            () -> new RowSpool(TestNode.CODEC, space),
            again -> retries++,
            ends::add);

    @Test
    void inPartsOfWhichFourAreUnderWayAndTheOthersWaitInAFile() {
        start();
        rows(6, 50);
        assertThat(parts()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(space.used()).isPositive();
        assertThat(feed.partReceived(2)).isTrue();
        assertThat(parts()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(sent).noneMatch(RowsEnd.class::isInstance);
        assertThat(feed.partReceived(3)).isTrue();
        assertThat(sent).last().isEqualTo(new RowsEnd(ROWS, 6, 50, CURSOR, BASE));
        assertThat(space.used()).isZero();
    }

    @Test
    void andRefusesAcknowledgementsOfPartsThatWereNeverSent() {
        start();
        assertThat(feed.partReceived(1)).isFalse();
        rows(6, 50);
        assertThat(feed.partReceived(5)).isFalse();
        assertThat(feed.partReceived(0)).isFalse();
        assertThat(feed.received(50, null)).isFalse();
    }

    @Test
    void andGoesOnAfterThemOnceTheyAreStored() {
        start();
        feed.announce(60);
        rows(2, 50);
        assertThat(readings).isEmpty();
        assertThat(feed.received(50, null)).isTrue();
        assertThat(readings).isEmpty();
        store(2, 50);
        assertThat(readings.remove().position())
                .isEqualTo(new ReplicaPosition(Positions.seal("ann-1"), 50, CURSOR, BASE, false, RowScope.NONE, null));
    }

    @Test
    void thatAreAskedForWhileOthersAreUnderWayAfterThem() {
        start();
        rows(2, 50);
        feed.need(P);
        feed.need(RowScope.ofAudiences(Set.of("q")));
        assertThat(readings).isEmpty();
        store(2, 50);
        assertThat(readings).hasSize(1);
        assertThat(readings.element().position().need()).isEqualTo(RowScope.ofAudiences(Set.of("p", "q")));
        rows(1, 50);
        store(1, 50);
        assertThat(readings).isEmpty();
    }

    @Test
    void thatWereAskedForAgainIfTheReadingFails() {
        start();
        deliver(5);
        feed.need(P);
        readings.remove().taker().failed(new IllegalStateException("no database"));
        assertThat(retries).isEqualTo(1);
        feed.readAgain();
        assertThat(readings.remove().position().need()).isEqualTo(P);
        assertThat(ends).isEmpty();
    }

    @Test
    void andEndsTheSessionIfTheyCannotBeReadToTheirEnd() {
        start();
        Taker taker = readings.remove().taker();
        taker.begin(audiences, new RowsStart(ANN, ROWS, DIGEST, 0, RowScope.ALL, 5, false));
        taker.failed(new IllegalStateException("no database"));
        assertThat(ends).singleElement().asString().contains("could not be read to their end");
    }

    @Test
    void andTakesBoundedRoomForThem() {
        start();
        Taker taker = readings.remove().taker();
        taker.begin(audiences, new RowsStart(ANN, ROWS, DIGEST, 0, RowScope.ALL, 5, false));
        try {
            for (long part = 1; part < 100; part++) {
                taker.part(part(part));
            }
        } catch (RuntimeException e) {
            taker.failed(e);
        }
        assertThat(ends).singleElement().asString().contains("no room");
        feed.end();
        assertThat(space.used()).isZero();
    }

    @Test
    void untilTheSessionEnds() {
        start();
        Taker taker = readings.remove().taker();
        taker.begin(audiences, new RowsStart(ANN, ROWS, DIGEST, 0, RowScope.ALL, 5, false));
        for (long part = 1; part <= 6; part++) {
            taker.part(part(part));
        }
        assertThat(space.used()).isPositive();
        feed.end();
        assertThat(space.used()).isZero();
        assertThatThrownBy(() -> taker.part(part(7))).hasMessageContaining("session has ended");
        taker.failed(new IllegalStateException());
        feed.look();
        assertThat(readings).isEmpty();
        assertThat(ends).isEmpty();
    }

    @Test
    void fromWhereTheClientIs() {
        start();
        deliver(5);
        feed.received(5, BASE);
        feed.announce(9);
        readings.remove().taker().delivery(audiences, new Delivery(ANN, DIGEST, 5, 9, 9, CURSOR, List.of(), List.of()));
        feed.announce(12);
        Begun begun = readings.remove();
        assertThat(begun.position().cursor()).isEqualTo(9);
        assertThat(begun.position().base()).isEqualTo(BASE);
        begun.taker().begin(audiences, new RowsStart(ANN, ROWS, DIGEST, 9, RowScope.NONE, 0, false));
        assertThat(sent).last().isEqualTo(new RowsStart(ANN, ROWS, DIGEST, 5, RowScope.NONE, 0, false));
    }

    @Test
    void afterItHasToldUnderWhichAudiences() {
        start();
        audiences = Set.of("q", "r");
        rows(1, 50);
        assertThat(sent).first().isEqualTo(new Audiences(ANN, Set.of("r"), Set.of("p")));
        assertThat(sent).element(1).isInstanceOf(RowsStart.class);
    }

    @Test
    void orNothingAfterALookAtTheSameAudiences() {
        start();
        deliver(5);
        sent.clear();
        feed.look();
        deliver(5);
        assertThat(sent).isEmpty();
    }

    @Test
    void orOnlyWhatChangedAfterALookAtOtherAudiences() {
        start();
        deliver(5);
        sent.clear();
        audiences = Set.of("p");
        feed.look();
        deliver(5);
        audiences = Set.of("p", "q");
        feed.look();
        deliver(5);
        assertThat(sent)
                .containsExactly(new Audiences(ANN, Set.of(), Set.of("q")), new Audiences(ANN, Set.of("q"), Set.of()));
    }

    private void start() {
        feed.start(new ClientHolding(Positions.seal("ann-1"), 0, null, false), audiences);
    }

    private void deliver(long upTo) {
        readings.remove()
                .taker()
                .delivery(audiences, new Delivery(ANN, DIGEST, 0, upTo, upTo, CURSOR, List.of(), List.of()));
    }

    private void rows(int parts, long upTo) {
        Taker taker = readings.remove().taker();
        taker.begin(audiences, new RowsStart(ANN, ROWS, DIGEST, 0, RowScope.ALL, parts, false));
        for (long part = 1; part <= parts; part++) {
            taker.part(part(part));
        }
        taker.end(new RowsEnd(ROWS, parts, upTo, CURSOR, BASE));
    }

    private void store(long part, long upTo) {
        assertThat(feed.partReceived(part)).isTrue();
        assertThat(feed.received(upTo, null)).isTrue();
    }

    private static RowsPresent part(long number) {
        return new RowsPresent(ROWS, number, "items", List.of("id"), "[[\"p\",\"é" + number + "\"]]", null);
    }

    private List<Long> parts() {
        return sent.stream()
                .filter(RowsPart.class::isInstance)
                .map(message -> ((RowsPart) message).part())
                .toList();
    }
}
