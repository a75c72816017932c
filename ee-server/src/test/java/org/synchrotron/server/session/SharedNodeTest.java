package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.Refusal;

/** What one session costs is bounded, and what fails in it ends it and no other. */
class SharedNodeTest extends SessionKit {

    /** Muted, because the tests let work fail. Held in fields, because an unreferenced logger loses its level. */
    private static final List<Logger> LOGS = List.of(
            Logger.getLogger(Greeting.class.getName()),
            Logger.getLogger(UploadQueue.class.getName()),
            Logger.getLogger(SessionEnd.class.getName()));

    @BeforeAll
    static void muteWarnings() {
        LOGS.forEach(log -> log.setLevel(Level.OFF));
    }

    @AfterAll
    static void restoreWarnings() {
        LOGS.forEach(log -> log.setLevel(null));
    }

    @Test
    void greetingAndDeliveringDoNotWaitForUploads() {
        Guest uploading = guest("ann").hello();
        threads.blockUploads();
        uploading.upload(1);

        assertThat(guest("bob").hello().types()).containsExactly("welcome", "delivery");
        assertThat(uploading.types()).containsExactly("welcome", "delivery");
    }

    @Test
    void placesForUploadsAreBoundedInAllAndForEachUser() {
        UserBudget places = new UserBudget(2, 3);
        UserId ann = new UserId("ann");
        UserId bob = new UserId("bob");
        assertThat(List.of(places.take(ann, 1), places.take(ann, 1), places.take(ann, 1)))
                .containsExactly(true, true, false);
        assertThat(List.of(places.take(bob, 1), places.take(bob, 1))).containsExactly(true, false);
        places.giveBack(ann, 1);
        assertThat(places.take(bob, 1)).isTrue();
    }

    @Test
    void uploadsForWhichThereIsNoPlaceAreAnsweredAtOnce() {
        SessionLimits many = new SessionLimits(
                LIMITS.hello(),
                LIMITS.message(),
                LIMITS.silence(),
                LIMITS.answer(),
                LIMITS.sending(),
                100,
                100,
                100,
                0);
        TestNode large = new TestNode(threads, many, TestNode.of(server.database));
        List<Guest> all = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            all.add(new Guest("ann", large).hello());
        }
        Guest other = new Guest("bob", large).hello();
        threads.blockUploads();
        all.forEach(each -> each.upload(1));
        other.upload(1);

        assertThat(all)
                .filteredOn(each -> each.last().contains("busy with other uploads"))
                .hasSize(2);
        assertThat(other.types()).doesNotContain("refused");
        assertThat(threads.waitingUploads()).as("two of ann, one of bob").isEqualTo(3);
    }

    @Test
    void aUserHasSoManySessions() {
        guests("ann", 3);
        Guest tooMany = guest("ann");

        assertThat(tooMany.last()).contains(Refusal.TOO_MANY_CONNECTIONS.text(), "too many open connections");
        assertThat(tooMany.channel.closed()).containsExactly(CloseCode.BUSY);
        assertThat(guest("bob").hello().types()).contains("welcome");
    }

    @Test
    void anAddressHasSoManySessionsAndWhatHasNoneIsNotCounted() {
        SessionLimits two = new SessionLimits(
                LIMITS.hello(), LIMITS.message(), LIMITS.silence(), LIMITS.answer(), LIMITS.sending(), 100, 2, 100, 0);
        TestNode small = new TestNode(threads, two, TestNode.of(server.database));
        SyncSession first = small.open(new RecordedChannel("192.0.2.1"), "ann");
        assertThat(first.isListening()).isTrue();
        assertThat(small.open(new RecordedChannel("192.0.2.1"), "bob").isListening())
                .isTrue();
        RecordedChannel third = new RecordedChannel("192.0.2.1");
        assertThat(small.open(third, "cid").isListening()).isFalse();
        threads.run();
        assertThat(third.sent()).last().asString().contains(Refusal.TOO_MANY_CONNECTIONS.text());
        assertThat(small.open(new RecordedChannel("192.0.2.2"), "cid").isListening())
                .isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(small.open(new RecordedChannel(""), "dan").isListening()).isTrue();
        }
        first.ended();
        assertThat(small.open(new RecordedChannel("192.0.2.1"), "cid").isListening())
                .isTrue();
    }

    @Test
    void thereAreSoManySessionsInAll() {
        Guest first = guests("ann", 3).get(0);
        guests("bob", 2);
        assertThat(guest("cid").channel.closed()).containsExactly(CloseCode.BUSY);

        first.ends();
        assertThat(guest("cid").channel.closed()).isEmpty();
    }

    @Test
    void messagesThatAreNotCompleteHoldSoMuchMemoryInAll() {
        String half = "x".repeat(TestNode.LONGEST_MESSAGE / 2);
        List<Guest> all = guests("ann", 3);
        for (Guest each : all) {
            each.session.part(half, false);
            each.session.part(half, false);
        }
        threads.run();

        Guest over = all.get(2);
        assertThat(over.last()).contains(Refusal.UNAVAILABLE.text(), "too many messages");
        assertThat(over.channel.closed()).containsExactly(CloseCode.BUSY);
        Guest other = guest("bob");
        other.session.part(half, false);
        assertThat(other.isListening()).isTrue();
        all.forEach(Guest::ends);
        other.ends();
        assertThat(node.budget().held()).isZero();
    }

    @Test
    void anUploadHoldsItsMemoryUntilItIsAnswered() {
        Guest uploading = guest("ann").hello();
        threads.blockUploads();
        uploading.upload(1);

        assertThat(node.budget().held()).isPositive();
    }

    @Test
    void anErrorWhileAnUploadIsAcceptedIsAnswered() {
        Guest uploading = guest("ann").hello();
        node.database(TestNode.failing(new StackOverflowError()));
        uploading.upload(7);

        assertThat(uploading.last()).contains("\"uploadId\":7", Refusal.UNAVAILABLE.text());
        assertThat(node.budget().held()).isZero();
    }

    @Test
    void anErrorWhileGreetingIsAnswered() {
        node.database(TestNode.failing(new NoClassDefFoundError("org/example/Gone")));

        assertThat(guest("ann").hello().last()).contains(Refusal.UNAVAILABLE.text());
    }

    @Test
    void anErrorWhileADeliveryIsReadEndsTheSession() {
        node.database(TestNode.failingAfter(1, server.database, new StackOverflowError()));
        Guest reading = guest("ann").hello();

        assertThat(reading.types()).containsExactly("welcome", "refused");
        assertThat(reading.channel.closed()).containsExactly(CloseCode.FAILED);
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentIsRefused() {
        for (long cursor : new long[] {1, Long.MAX_VALUE}) {
            Guest lying = guest("ann").hello();
            lying.received(cursor);

            assertThat(lying.last()).contains(Refusal.MALFORMED.text(), "never sent");
            assertThat(lying.channel.closed()).containsExactly(CloseCode.PROTOCOL_BROKEN);
            lying.ends();
        }
    }
}
