package org.synchrotron.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.ConnectionEvent.Connect;
import org.synchrotron.client.engine.ConnectionEvent.Delivered;
import org.synchrotron.client.engine.ConnectionEvent.Disconnect;
import org.synchrotron.client.engine.ConnectionEvent.Lasted;
import org.synchrotron.client.engine.ConnectionEvent.LinkOpened;
import org.synchrotron.client.engine.ConnectionEvent.Lost;
import org.synchrotron.client.engine.ConnectionEvent.TokenGiven;
import org.synchrotron.client.engine.ConnectionEvent.UploadAnswered;
import org.synchrotron.client.engine.ConnectionEvent.WaitOver;
import org.synchrotron.client.engine.ConnectionEvent.Welcomed;
import org.synchrotron.client.engine.ConnectionReaction.EndLink;
import org.synchrotron.client.engine.ConnectionReaction.Wait;
import org.synchrotron.client.engine.ConnectionState.Asking;
import org.synchrotron.client.engine.ConnectionState.Greeting;
import org.synchrotron.client.engine.ConnectionState.Offline;
import org.synchrotron.client.engine.ConnectionState.Online;
import org.synchrotron.client.engine.ConnectionState.Opening;
import org.synchrotron.client.engine.ConnectionState.Waiting;

@DisplayName("The connection's state machine")
class TransitionTest {

    private static final int NOW = 7;
    private static final Failures TWO = new Failures(2, false, false);

    private static final List<ConnectionState> STATES = List.of(
            new Offline(NOW),
            new Asking(NOW, TWO),
            new Opening(NOW, TWO),
            new Greeting(NOW, TWO),
            new Online(NOW, TWO),
            new Waiting(NOW, TWO));

    private static List<ConnectionEvent> events(int attempt) {
        return List.of(
                new TokenGiven(attempt, "secret"),
                new LinkOpened(attempt),
                new Welcomed(attempt),
                new Delivered(attempt),
                new UploadAnswered(attempt),
                new Lasted(attempt),
                new Lost(attempt, Kind.CONNECTION_LOST, false, false),
                new WaitOver(attempt));
    }

    /** Every state with every event: what is not named here changes nothing. */
    @ParameterizedTest
    @CsvSource({
        "Offline,  Connect",
        "Asking,   TokenGiven Lost",
        "Opening,  LinkOpened Lost",
        "Greeting, Welcomed Lost",
        "Online,   Delivered UploadAnswered Lasted Lost",
        "Waiting,  WaitOver"
    })
    void onlyTheseEventsChangeAState(String name, String changing) {
        ConnectionState state = state(name);
        List<ConnectionEvent> all = new ArrayList<>(events(NOW));
        all.add(new Connect());

        assertThat(all.stream()
                        .filter(event -> !Transition.of(state, event).equals(new Transition(state, List.of())))
                        .map(event -> event.getClass().getSimpleName()))
                .containsExactlyInAnyOrder(changing.split(" "));
    }

    private static ConnectionState state(String name) {
        return STATES.stream()
                .filter(each -> each.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eventsOfAnAttemptThatIsOverChangeNothing() {
        for (ConnectionState state : STATES) {
            for (ConnectionEvent late : events(NOW - 1)) {
                assertThat(Transition.of(state, late)).isEqualTo(new Transition(state, List.of()));
            }
        }
    }

    @Test
    void disconnectingEndsEveryAttempt() {
        for (ConnectionState state : STATES) {
            assertThat(Transition.of(state, new Disconnect()))
                    .isEqualTo(new Transition(new Offline(NOW + 1), List.of(new EndLink())));
        }
    }

    @Test
    void aLossEndsTheLinkAndWaitsLongerTheOftenerItComes() {
        assertThat(Transition.of(new Greeting(NOW, TWO), new Lost(NOW, Kind.UNREACHABLE, false, false)))
                .isEqualTo(new Transition(
                        new Waiting(NOW + 1, new Failures(3, false, false)),
                        List.of(new EndLink(), new Wait(NOW + 1, 3, false))));
        assertThat(Transition.of(new Asking(NOW, TWO), new Lost(NOW, Kind.TOKEN_REFUSED, false, false))
                        .reactions())
                .contains(new Wait(NOW + 1, 3, true));
        assertThat(Transition.of(new Online(NOW, Failures.NONE), new Lost(NOW, Kind.TOKEN_REFUSED, false, false))
                        .reactions())
                .as("a token that has expired; another one may be there at once")
                .contains(new Wait(NOW + 1, 1, false));
        assertThat(Transition.of(new Greeting(NOW, TWO), new Lost(NOW, Kind.SCHEMA, false, false))
                        .reactions())
                .contains(new Wait(NOW + 1, 3, true));
    }

    @Test
    void aLossWhoseCauseTheClientHasRemovedWaitsForAMomentOnce() {
        Lost mended = new Lost(NOW, Kind.CLIENT_TAKEN, false, true);
        Failures after = new Failures(3, false, true);

        assertThat(Transition.of(new Greeting(NOW, TWO), mended))
                .isEqualTo(new Transition(
                        new Waiting(NOW + 1, after), List.of(new EndLink(), new Wait(NOW + 1, 1, false))));
        assertThat(Transition.of(new Greeting(NOW, after), mended).reactions()).contains(new Wait(NOW + 1, 4, false));
        assertThat(Transition.of(new Greeting(NOW, after), new Lost(NOW, Kind.UNREACHABLE, false, false))
                        .next()
                        .failures())
                .isEqualTo(new Failures(4, false, false));
    }

    @Test
    void aGreetingDoesNotEndTheLossesInARowAndADeliveryDoes() {
        Online greeted = new Online(NOW, TWO);

        assertThat(Transition.of(new Greeting(NOW, TWO), new Welcomed(NOW)).next())
                .isEqualTo(greeted);
        assertThat(Transition.of(greeted, new Delivered(NOW)).next()).isEqualTo(new Online(NOW, Failures.NONE));
    }

    @Test
    void afterAnUnansweredUploadOnlyAnAnswerEndsTheLossesInARow() {
        ConnectionState waiting = Transition.of(new Online(NOW, TWO), new Lost(NOW, Kind.CONNECTION_LOST, true, false))
                .next();
        assertThat(waiting.failures()).isEqualTo(new Failures(3, true, false));
        Online again = new Online(NOW + 1, waiting.failures());

        assertThat(Transition.of(again, new Delivered(NOW + 1)).next()).isEqualTo(again);
        assertThat(Transition.of(again, new UploadAnswered(NOW + 1)).next().failures())
                .isEqualTo(Failures.NONE);
        assertThat(Transition.of(again, new Lasted(NOW + 1)).next().failures()).isEqualTo(new Failures(0, true, false));
    }

    /** A link is opened only after the one before was ended, and a wait or an attempt is under way unless the state is offline. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neverHoldsTwoLinksAndAlwaysContinues(long seed) {
        Random random = new Random(seed);
        ConnectionState state = new Offline(0);
        int open = 0;
        for (int step = 0; step < 1_000; step++) {
            Transition transition = Transition.of(state, anyEvent(state, random));
            for (ConnectionReaction reaction : transition.reactions()) {
                if (reaction instanceof ConnectionReaction.OpenLink) {
                    open++;
                } else if (reaction instanceof EndLink) {
                    open = 0;
                }
            }
            boolean linked = !(transition.next() instanceof Offline
                    || transition.next() instanceof Asking
                    || transition.next() instanceof Waiting);
            assertThat(open).isEqualTo(linked ? 1 : 0);
            if (transition.next() instanceof Waiting && !(state instanceof Waiting)) {
                assertThat(transition.reactions()).anyMatch(Wait.class::isInstance);
            }
            state = transition.next();
        }
    }

    private static ConnectionEvent anyEvent(ConnectionState state, Random random) {
        int attempt = state.attempt() - random.nextInt(2);
        List<ConnectionEvent> all = new ArrayList<>(events(attempt));
        all.add(new Connect());
        if (random.nextInt(5) == 0) {
            all.add(new Disconnect());
        }
        return all.get(random.nextInt(all.size()));
    }
}
