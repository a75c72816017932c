package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Received;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsOutcomes;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.server.kit.ItemActions.Create;

@DisplayName("A hello with a cursor")
class CursorTest extends SessionKit {

    @ParameterizedTest
    @ValueSource(strings = {"other:0", "other:1", "other:1:c2lnbmF0dXJl"})
    void ofAnotherServerEndsTheConnection(String cursor) {
        Guest other = hello("ann", "till-1", new Cursor(cursor));

        assertThat(other.last()).contains(Refusal.OTHER_SERVER.text());
        assertThat(other.channel.closed()).containsExactly(CloseCode.REFUSED);
    }

    @Test
    void ofThisServerContinuesThere() {
        create("i1");

        Guest back = hello("ann", "till-1", cursor());

        assertThat(sent(back, Welcome.class).anew()).isFalse();
        assertThat(back.last()).contains("\"after\":1", "\"actions\":[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ":", "1", "EPOCH:1", "EPOCH:2", "EPOCH:1:c2lnbmF0dXJl", "EPOCH:99:c2lnbmF0dXJl"})
    void thatNoServerSignedIsNotBelieved(String invented) {
        create("i1");
        String epoch = server.database
                .rows("select epoch from synchrotron.server_identity")
                .get(0)
                .replaceAll("[()]", "");

        goesOnByRows(hello("ann", "till-1", new Cursor(invented.replace("EPOCH", epoch))));
    }

    @Test
    void whoseNumberWasChangedIsNotBelieved() {
        create("i1");
        Cursor first = cursor();
        create("i2");

        goesOnByRows(hello("ann", "till-1", new Cursor(first.text().replace(":1:", ":2:"))));
    }

    @Test
    void ofAnotherClientOrUserIsNotBelieved() {
        create("i1");
        Cursor cursor = cursor();

        goesOnByRows(hello("ann", "till-2", cursor));
        goesOnByRows(hello("bob", "till-3", cursor));
    }

    @Test
    void afterTheEndOfARestoredLogIsNoticed() {
        create("i1");
        String backup = server.database.backup();
        create("i2");
        Cursor cursor = cursor();
        server.database.restore(backup);

        Guest back = hello("ann", "till-1", cursor);

        goesOnByRows(back);
        assertThat(sent(back, RowsEnd.class).upTo()).isEqualTo(1);
    }

    @Test
    void thatOthersHavePassedSinceTheLogWasRestoredIsNoticed() {
        create("i1");
        String backup = server.database.backup();
        create("i2");
        Cursor cursor = cursor();
        server.database.restore(backup);
        create("i3");
        create("i4");

        Guest back = hello("ann", "till-1", cursor);

        goesOnByRows(back);
        assertThat(sent(back, RowsOutcomes.class).outcomes()).hasSize(3);
        assertThat(node.losses()).containsExactly("till-1");
    }

    @Test
    void ofTheSameRecordThatWasAcceptedTwiceIsNoticed() {
        String backup = server.database.backup();
        var entry = ann.at(0, new Create.Args("i1", "p", 1));
        ann.send(entry);
        Cursor cursor = cursor();
        server.database.restore(backup);
        ann.send(entry);

        goesOnByRows(hello("ann", "till-1", cursor));
    }

    @Test
    void fromBeforeTheLossContinues() {
        create("i1");
        Cursor cursor = cursor();
        String backup = server.database.backup();
        create("i2");
        server.database.restore(backup);

        assertThat(sent(hello("ann", "till-1", cursor), Welcome.class).anew()).isFalse();
        assertThat(node.losses()).isEmpty();
    }

    @Test
    void isNoLongerGoodForAnOpenSessionOnceTheLogIsRestored() {
        create("i1");
        String backup = server.database.backup();
        create("i2");
        Guest open = hello("ann", "till-1", null);
        server.database.restore(backup);

        node.look("ann");
        threads.run();

        assertThat(open.last()).contains(Refusal.UNAVAILABLE.text(), "restored");
        assertThat(open.channel.closed()).containsExactly(CloseCode.BUSY);
    }

    @Test
    void andOneThatSaysToHoldTooMuchSeesLessItselfAndNobodyElseDoes() {
        create("i1");
        HybridTimestamp end = new HybridTimestamp(Long.MAX_VALUE, Long.MAX_VALUE);
        Guest liar = guest("ann");
        liar.say(new Hello(
                ProtocolVersion.CURRENT,
                new ClientId("till-1"),
                cursor(),
                end,
                false,
                ReplicaReport.NOTHING,
                0,
                null,
                null,
                false));
        Guest other = hello("bob", "till-2", null);
        liar.say(new Received(1, end));

        create("i2");
        node.announce(2, "ann", "bob");
        threads.run();

        assertThat(other.last()).contains("\"type\":\"delivery\"", "i2");
        assertThat(liar.types()).contains("rows").doesNotContain("refused");
    }

    @Test
    void andOneThatAcknowledgesWhatWasNeverSentIsEnded() {
        create("i1");
        Guest liar = hello("ann", "till-1", null);

        liar.received(2);

        assertThat(liar.last()).contains(Refusal.MALFORMED.text());
    }

    private void create(String item) {
        ann.send(ann.at(0, new Create.Args(item, "p", 1)));
    }

    /** {@return the place up to which a client of ann now holds the log} */
    private Cursor cursor() {
        Guest told = hello("ann", "till-1", null);
        told.ends();
        server.database.administer("delete from synchrotron.clients");
        return sent(told, Delivery.class).cursor();
    }

    private Guest hello(String user, String client, @Nullable Cursor cursor) {
        Guest guest = guest(user);
        guest.say(Hello.of(new ClientId(client), cursor, ReplicaReport.NOTHING));
        return guest;
    }

    private static void goesOnByRows(Guest guest) {
        assertThat(sent(guest, Welcome.class).anew()).isTrue();
        assertThat(sent(guest, RowsStart.class).after()).isZero();
        assertThat(sent(guest, RowsStart.class).whole().all()).isTrue();
        assertThat(guest.types()).doesNotContain("delivery", "refused");
    }
}
