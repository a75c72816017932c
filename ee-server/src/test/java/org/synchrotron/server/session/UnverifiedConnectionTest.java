package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Token;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.server.kit.TestTokens;

/** Connections that were opened without a token, as those of browsers. */
class UnverifiedConnectionTest extends SessionKit {

    private final TestTokens tokens = new TestTokens(() -> threads.now().toMillis());
    private final TestNode issued = new TestNode(threads, LIMITS, TestNode.of(server.database), tokens);

    private Guest stranger() {
        return new Guest("ann", issued::openUnverified);
    }

    private Token token(String user) {
        return new Token(tokens.of(user, Duration.ofHours(1)));
    }

    @Test
    void theFirstMessageBringsTheToken() {
        Guest ann = stranger();
        String text = TestNode.CODEC.write(token("ann"));
        ann.session.part(text.substring(0, 20), false);
        ann.session.part(text.substring(20), true);
        threads.run();
        assertThat(ann.types()).containsExactly("tokenAccepted");
        ann.hello();
        assertThat(ann.types()).startsWith("tokenAccepted", "welcome");
        assertThat(ann.channel.sent().get(1)).contains("\"userId\":\"ann\"");
        seconds(60);
        assertThat(ann.channel.closed()).isEmpty();
    }

    /** There is no database: it is not asked. */
    @Test
    void anyOtherFirstMessageEndsTheConnectionWithoutATransaction() {
        issued.database(TestNode.failing(new AssertionError("a transaction")));
        for (String each : new String[] {
            TestNode.CODEC.write(Hello.of(new ClientId("till"), null, ReplicaReport.NOTHING)),
            TestNode.CODEC.write(new Token("nonsense"))
        }) {
            Guest guest = stranger();
            guest.session.part(each, true);
            threads.run();
            assertThat(guest.last()).contains("\"refused\"", Refusal.UNAUTHORIZED.text(), "a valid bearer token");
            assertThat(guest.channel.closed()).containsExactly(CloseCode.UNAUTHORIZED);
            guest.hello();
            assertThat(guest.types()).containsExactly("refused");
            guest.ends();
        }
        Guest guest = stranger();
        guest.session.part("{", true);
        threads.run();
        assertThat(guest.channel.closed()).containsExactly(CloseCode.PROTOCOL_BROKEN);
    }

    @Test
    void anExpiredTokenIsToldSo() {
        Guest ann = stranger();
        ann.say(new Token(tokens.of("ann", Duration.ZERO)));
        assertThat(ann.last()).contains(Refusal.TOKEN_EXPIRED.text());
    }

    @Test
    void aConnectionWithoutATokenEndsSoonAndIsCutIfItStays() {
        Guest silent = stranger();
        seconds(9);
        silent.session.heard();
        silent.session.part("{", false);
        assertThat(silent.channel.closed()).isEmpty();
        seconds(1);
        assertThat(silent.last()).contains(Refusal.TIMED_OUT.text(), "no token came within 10 s");
        assertThat(silent.channel.closed()).containsExactly(CloseCode.TIMED_OUT);
        seconds(10);
        assertThat(silent.channel.events()).last().isEqualTo("cut");
    }

    @Test
    void aLongFirstMessageEndsTheConnection() {
        Guest guest = stranger();
        for (int i = 0; i < 21; i++) {
            guest.session.part(" ".repeat(1_000), false);
        }
        threads.run();
        assertThat(guest.channel.closed()).containsExactly(CloseCode.MESSAGE_TOO_LONG);
    }

    @Test
    void fewConnectionsWaitForATokenAndEachLeavesItsPlaceOnce() {
        Guest first = stranger();
        Guest second = stranger();
        assertThat(stranger().channel.closed()).containsExactly(CloseCode.BUSY);
        first.say(token("ann"));
        first.ends();
        Guest third = stranger();
        assertThat(stranger().channel.closed()).containsExactly(CloseCode.BUSY);
        second.ends();
        second.ends();
        third.ends();
        assertThat(stranger().channel.closed()).isEmpty();
        assertThat(stranger().channel.closed()).isEmpty();
        assertThat(stranger().channel.closed()).containsExactly(CloseCode.BUSY);
    }
}
