package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ClientMessage.Token;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.token.InvalidToken;
import org.synchrotron.server.access.token.RevokedAccess.Known;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.kit.TestTokens;

/** A session ends with its token, and lives on with another one. */
class TokenEndTest extends SessionKit {

    private final TestTokens tokens = new TestTokens(() -> threads.now().toMillis());
    private final TestNode issued = new TestNode(threads, LIMITS, TestNode.of(server.database), tokens);

    private Guest guest(String user, int validMs) {
        String token = tokens.of(user, Duration.ofMillis(validMs));
        return new Guest(user, channel -> {
            try {
                return issued.openWith(channel, token);
            } catch (InvalidToken e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void aliveFor(Guest guest, int seconds) {
        for (int i = 0; i < seconds; i++) {
            seconds(1);
            guest.session.heard();
        }
    }

    @Test
    void theWelcomeTellsHowLongTheTokenLasts() {
        Guest ann = guest("ann", 60_000);
        seconds(1);
        ann.hello();
        assertThat(ann.channel.sent().get(0)).contains("\"tokenLastsMs\":59000");
        assertThat(guest("bob").hello().channel.sent().get(0)).doesNotContain("tokenLastsMs");
    }

    @Test
    void aSessionEndsWhenItsTokenExpires() {
        Guest ann = guest("ann", 60_000).hello();
        aliveFor(ann, 59);
        assertThat(ann.channel.closed()).isEmpty();
        seconds(1);
        assertEnded(ann, Refusal.TOKEN_EXPIRED);
    }

    @Test
    void nothingIsDoneForAnExpiredTokenUntilTheNextLook() {
        Guest ann = guest("ann", 1_500).hello();
        seconds(1);
        threads.pass(Duration.ofMillis(600));
        ann.upload(1);
        assertEnded(ann, Refusal.TOKEN_EXPIRED);
        assertThat(issued.uploads()).isEmpty();
    }

    @Test
    void aSessionEndsAtOnceWhenItsTokenOrItsUserIsRevokedOrTheRoleIsLost() {
        List<Known> reasons = List.of(
                new Known(Map.of(), Set.of("token of ann"), Set.of()),
                new Known(Map.of("ann", 3_600_000L), Set.of(), Set.of()),
                new Known(Map.of(), Set.of(), Set.of("synchrotron_user")));
        for (Known each : reasons) {
            tokens.revoked().set(Known.NOTHING);
            Guest ann = guest("ann", 600_000).hello();
            tokens.revoked().set(each);
            seconds(1);
            assertEnded(ann, Refusal.UNAUTHORIZED);
            ann.ends();
        }
    }

    @Test
    void othersGoOnWhenAUserIsRevoked() {
        Guest bob = guest("bob", 600_000).hello();
        tokens.revoked().set(new Known(Map.of("ann", 3_600_000L), Set.of("token of ann"), Set.of("passing")));
        seconds(5);
        assertThat(bob.channel.closed()).isEmpty();
    }

    @Test
    void aSessionGoesOnWithAnotherTokenOfItsUser() {
        Guest ann = guest("ann", 60_000).hello();
        aliveFor(ann, 50);
        ann.say(new Token(tokens.of("ann", Duration.ofSeconds(60))));
        assertThat(ann.last()).isEqualTo("{\"type\":\"tokenAccepted\",\"lastsMs\":60000}");
        aliveFor(ann, 59);
        ann.upload(1);
        assertThat(ann.types()).contains("accepted").doesNotContain("refused");
        seconds(1);
        assertEnded(ann, Refusal.TOKEN_EXPIRED);
    }

    @Test
    void aTokenThatIsNoneOrOfAnotherUserOrRoleEndsTheSession() {
        Map<String, Refusal> all = Map.of(
                tokens.of("bob", Duration.ofSeconds(60)),
                Refusal.UNAUTHORIZED,
                TestTokens.signed(tokens.claims("ann", Duration.ofSeconds(60))
                        .claim("role", "passing")
                        .build()),
                Refusal.UNAUTHORIZED,
                "nonsense",
                Refusal.UNAUTHORIZED,
                tokens.of("ann", Duration.ZERO),
                Refusal.TOKEN_EXPIRED);
        all.forEach((token, code) -> {
            Guest ann = guest("ann", 600_000).hello();
            ann.say(new Token(token));
            assertEnded(ann, code);
            ann.ends();
        });
    }

    /** What waits for a client that does not read is not sent after the end of its token, and the connection does not stay. */
    @Test
    void aClientThatDoesNotReadIsCutSoonAfterItsTokenHasExpired() {
        Guest ann = guest("ann", 10_000);
        threads.blockSenders();
        ann.hello();
        seconds(13);
        assertThat(ann.channel.events()).containsExactly("cut");
    }

    @Test
    void aTokenWithoutAnEndIsNeverToldOrEnded() {
        Guest ann = new Guest("ann", channel -> issued.open(channel, "ann")).hello();
        aliveFor(ann, 100);
        assertThat(VerifiedToken.endless(new Caller(new UserId("ann"), "synchrotron_user"))
                        .ends())
                .isFalse();
        assertThat(ann.channel.closed()).isEmpty();
    }

    private static void assertEnded(Guest guest, Refusal code) {
        assertThat(guest.last()).contains("\"refused\"", "\"" + code.text() + "\"");
        assertThat(guest.channel.closed()).containsExactly(CloseCode.UNAUTHORIZED);
    }
}
