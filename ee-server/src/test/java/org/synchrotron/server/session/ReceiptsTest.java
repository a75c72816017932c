package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Receipt;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.kit.ItemActions.Create;

@DisplayName("A client that takes receipts")
class ReceiptsTest extends SessionKit {

    private final LogEntry bobs = bob.at(1, new Create.Args("b", "p", 1));
    private final LogEntry adapted = ann.at(2, new Create.Args("a", "p", 1));
    private final LogEntry applied = ann.at(3, new Create.Args("a", "p", 1));

    /** What ann's client saw of the last record is what the server does: nothing, since the row is there. */
    private Delivery delivered(String client, boolean receipts) {
        bob.send(bobs);
        ann.send(adapted, applied);
        Guest guest = guest("ann");
        guest.say(new Hello(
                ProtocolVersion.CURRENT,
                new ClientId(client),
                null,
                null,
                true,
                ReplicaReport.NOTHING,
                0,
                null,
                null,
                receipts));
        return sent(guest, Delivery.class);
    }

    private static List<ActionId> whole(Delivery delivery) {
        return delivery.entries().stream().map(each -> each.record().id()).toList();
    }

    @Test
    void getsOneForWhatItUploadedAndTheServerDidTheSame() {
        Delivery delivery = delivered("ann-1", true);

        assertThat(delivery.receipts())
                .extracting(Receipt::id)
                .containsExactly(applied.record().id());
        Receipt receipt = delivery.receipts().get(0);
        assertThat(receipt.isFor(applied.record(), applied.effects())).isTrue();
        assertThat(receipt.acceptance().ingestId()).isEqualTo(3);
        assertThat(whole(delivery))
                .containsExactly(bobs.record().id(), adapted.record().id());
        assertThat(delivery.upTo()).isEqualTo(3);
    }

    @Test
    void getsNoneForTheRecordsOfAnotherClientOfItsUser() {
        Delivery delivery = delivered("ann-2", true);

        assertThat(delivery.receipts()).isEmpty();
        assertThat(whole(delivery)).hasSize(3);
    }

    @Test
    void isToldSoByItsHelloAlone() {
        Delivery delivery = delivered("ann-1", false);

        assertThat(delivery.receipts()).isEmpty();
        assertThat(whole(delivery)).hasSize(3);
    }
}
