package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ClientMessage.Need;
import org.synchrotron.protocol.ClientMessage.PartReceived;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.kit.ItemActions.Create;

@DisplayName("A client whose row delivery was cut")
class CutRowsSessionTest extends SessionKit {

    private static final int ROWS = 60;

    private Cursor cursor = new Cursor("unknown");
    private @Nullable ResumePoint point;

    @BeforeEach
    void cut() {
        for (int i = 0; i < ROWS; i++) {
            ann.send(ann.at(i, new Create.Args("i" + i, "p", i)));
        }
        Guest first = hello(null, null);
        cursor = sent(first, Delivery.class).cursor();
        first.received(ROWS);
        first.say(new Need(RowScope.ALL));
        point = requireNonNull(sent(first, RowsPresent.class).resume());
        first.ends();
        server.database.administer("delete from synchrotron.clients");
    }

    @Test
    void isSentTheRestWithoutAskingAgain() {
        Guest second = hello(cursor, point);
        assertThat(sent(second, RowsStart.class)).satisfies(start -> {
            assertThat(start.resumed()).isTrue();
            assertThat(start.whole()).isEqualTo(RowScope.ALL);
            assertThat(start.expected()).isBetween(1L, ROWS - 1L);
        });
        for (int part = 1; !second.types().contains("rowsEnd"); part++) {
            second.say(new PartReceived(part));
        }
        second.received(ROWS);
        assertThat(second.types()).containsOnlyOnce("rows", "rowsEnd").doesNotContain("delivery");
    }

    @Test
    void isSentRecordsIfItHoldsAnotherPlaceOfTheLog() {
        Guest second = hello(null, point);
        assertThat(second.types()).doesNotContain("rows").contains("delivery");
    }

    private Guest hello(@Nullable Cursor place, @Nullable ResumePoint resume) {
        Guest guest = guest("ann");
        guest.say(new Hello(
                ProtocolVersion.CURRENT,
                new ClientId("till-1"),
                place,
                null,
                true,
                ReplicaReport.NOTHING,
                0,
                null,
                resume,
                false));
        return guest;
    }
}
