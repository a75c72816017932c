package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.synchrotron.protocol.Refusal;

/** A client that keeps the server waiting, or is kept waiting, is disconnected and told why. */
class TimeLimitsTest extends SessionKit {

    @Test
    void aSessionWithoutHelloEnds() {
        Guest silent = guest("ann");
        seconds(9);
        assertThat(silent.channel.events()).isEmpty();
        seconds(1);

        assertEnded(silent, Refusal.TIMED_OUT, "no hello came within 10 s", CloseCode.TIMED_OUT);
    }

    @Test
    void aPongIsNoHello() {
        Guest silent = guest("ann");
        for (int i = 0; i < 10; i++) {
            silent.session.heard();
            seconds(1);
        }

        assertThat(silent.channel.closed()).containsExactly(CloseCode.TIMED_OUT);
    }

    @Test
    void aMessageThatIsNeverCompleteEndsTheSessionAndHoldsNothing() {
        Guest slow = guest("ann").hello();
        slow.begin();
        for (int i = 0; i < 29; i++) {
            seconds(10);
            slow.session.part(" ", false);
        }
        assertThat(slow.channel.closed()).isEmpty();
        assertThat(node.budget().held()).isPositive();
        seconds(10);

        assertEnded(slow, Refusal.TIMED_OUT, "not complete within 300 s", CloseCode.TIMED_OUT);
        slow.ends();
        assertThat(node.budget().held()).isZero();
    }

    @Test
    void aMessageThatIsNeverCompleteInsteadOfHelloEndsTheSessionEarlier() {
        Guest slow = guest("ann");
        for (int i = 0; i < 10; i++) {
            slow.session.part(" ", false);
            seconds(1);
        }

        assertThat(slow.channel.closed()).containsExactly(CloseCode.TIMED_OUT);
    }

    @Test
    void aSilentSessionIsPingedAndEnds() {
        Guest silent = guest("ann").hello();
        seconds(61);
        assertThat(silent.channel.events()).last().isEqualTo("ping");
        seconds(61);

        assertEnded(silent, Refusal.TIMED_OUT, "nothing came", CloseCode.TIMED_OUT);
    }

    @Test
    void aClientThatAnswersPingsStays() {
        Guest alive = guest("ann").hello();
        for (int i = 0; i < 20; i++) {
            seconds(61);
            assertThat(alive.channel.events()).last().isEqualTo("ping");
            alive.session.heard();
        }

        assertThat(alive.channel.closed()).isEmpty();
    }

    @Test
    void aQuestionThatIsNotAnsweredEndsTheSession() {
        Guest asking = guest("ann").hello();
        threads.blockUploads();
        asking.upload(1);
        for (int i = 0; i < 30; i++) {
            seconds(10);
            asking.session.heard();
        }

        assertEnded(asking, Refusal.UNAVAILABLE, "could not answer in time", CloseCode.BUSY);
    }

    @Test
    void aClientThatDoesNotReadIsCut() {
        Guest deaf = guest("ann");
        threads.blockSenders();
        deaf.hello();
        seconds(59);
        deaf.session.heard();
        assertThat(deaf.channel.events()).isEmpty();
        seconds(1);

        assertThat(deaf.channel.events()).containsExactly("cut");
        assertThat(deaf.isListening()).isFalse();
    }

    @Test
    void anEndThatCannotBeWrittenIsCutToo() {
        Guest deaf = guest("ann");
        threads.blockSenders();
        seconds(10);
        assertThat(deaf.isListening()).isFalse();
        seconds(60);

        assertThat(deaf.channel.events()).containsExactly("cut");
    }

    @Test
    void nothingIsPlannedForASessionThatHasEnded() {
        Guest quick = guest("ann").hello();
        seconds(5);
        quick.ends();
        assertThat(quick.channel.events()).doesNotContain("cut");
        seconds(11);

        assertThat(quick.channel.events())
                .as("what is left of the connection")
                .last()
                .isEqualTo("cut");
        assertThat(threads.isPlanning()).isFalse();
    }

    private static void assertEnded(Guest guest, Refusal code, String sentence, CloseCode close) {
        assertThat(guest.last()).contains("\"refused\"", code.text(), sentence);
        assertThat(guest.channel.closed()).containsExactly(close);
        assertThat(guest.isListening()).isFalse();
    }
}
