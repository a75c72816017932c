package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsOutcomes;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Welcome;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.ClientTable;

@DisplayName("A client that lacks records which were removed from the log")
class BelowFloorTest extends SessionKit {

    private static final Duration AGE = Duration.ofMinutes(1);

    private int time;

    @Test
    void getsAllRowsAndHoldsTheSameLog() {
        create("i1");
        Cursor cursor = cursor();
        create("i2");
        create("i3");
        assertThat(remove()).isEqualTo(2);

        Guest back = hello("till-1", cursor);

        assertThat(sent(back, Welcome.class).anew()).isFalse();
        assertThat(sent(back, RowsStart.class).after()).isEqualTo(1);
        assertThat(sent(back, RowsStart.class).whole().all()).isTrue();
        assertThat(sent(back, RowsPresent.class).rows()).contains("i1", "i2", "i3");
        assertThat(sent(back, RowsEnd.class).upTo()).isEqualTo(3);
    }

    @Test
    void isToldWhatBecameOfItsOwn() {
        create("i1");
        Cursor cursor = cursor();
        LogEntry own = record(new Take.Args("i1", 9));
        create("i2");
        remove();

        Guest back = hello("till-1", cursor);

        assertThat(sent(back, RowsOutcomes.class).outcomes().get(own.record().id()))
                .satisfies(outcome -> assertThat(outcome.isNoOp()).isTrue());
    }

    @Test
    void isToldTheSameAsANewFileAndWithoutAPlace() {
        create("i1");
        create("i2");
        remove();

        Guest fresh = hello("till-9", null);
        Guest stranger = hello("till-8", new Cursor("x"));

        assertThat(sent(fresh, RowsStart.class).after()).isZero();
        assertThat(sent(stranger, RowsOutcomes.class).outcomes())
                .as("all of the user")
                .hasSize(2);
        assertThat(sent(stranger, Welcome.class).anew()).isTrue();
    }

    @Test
    void isNoneIfItHoldsTheLastRemovedOne() {
        create("i1");
        create("i2");
        Cursor cursor = cursor();
        create("i3");
        assertThat(remove()).isEqualTo(2);

        Guest back = hello("till-1", cursor);

        assertThat(sent(back, Welcome.class).anew()).isFalse();
        assertThat(sent(back, Delivery.class).entries()).hasSize(1);
        assertThat(back.types()).doesNotContain("rows");
    }

    @Test
    void isNoticedAlsoIfTheLogWasRestoredBeforeThat() {
        create("i1");
        String backup = server.database.backup();
        create("i2");
        Cursor cursor = cursor();
        server.database.restore(backup);
        create("other");
        create("i3");
        assertThat(remove()).isEqualTo(2);

        assertThat(sent(hello("till-1", cursor), Welcome.class).anew()).isTrue();
    }

    @Test
    void canBeOneThatIsConnected() {
        create("i1");
        Guest slow = hello("till-1", null);
        slow.received(1);
        create("i2");
        create("i3");
        remove();

        node.announce(3, "ann");
        threads.run();

        assertThat(sent(slow, RowsStart.class).whole().all()).isTrue();
        assertThat(slow.types()).doesNotContain("refused");
    }

    @Test
    void isSeenByOperators() {
        create("i1");
        Cursor cursor = cursor();
        create("i2");
        hello("till-1", cursor);
        create("i3");
        remove();

        assertThat(server.database.rows("""
                select c.client_id from synchrotron.clients c, synchrotron.floor f where c.received < f.rows_before
                """)).containsExactly("(till-1)");
        assertThat(server.database.<Long>transaction(
                        sql -> RoleScope.asEngine(sql, () -> new ClientTable(sql).belowFloor())))
                .isEqualTo(1);
    }

    private void create(String item) {
        record(new Create.Args(item, "p", 1));
    }

    private LogEntry record(Record args) {
        server.time.set(TestServer.NOW + ++time);
        LogEntry entry = ann.at(time, args);
        ann.send(entry);
        return entry;
    }

    private int remove() {
        server.time.set(TestServer.NOW + 2 * AGE.toMillis());
        int removed = server.remove(AGE, 10);
        server.time.set(TestServer.NOW);
        return removed;
    }

    /** {@return the place up to which a client of ann now holds the log} */
    private Cursor cursor() {
        Guest told = hello("till-1", null);
        told.ends();
        server.database.administer("delete from synchrotron.clients");
        return sent(told, Delivery.class).cursor();
    }

    private Guest hello(String client, @Nullable Cursor cursor) {
        Guest guest = guest("ann");
        guest.say(Hello.of(new ClientId(client), cursor, ReplicaReport.NOTHING));
        return guest;
    }
}
