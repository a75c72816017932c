package org.synchrotron.server.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.ServerTest;

class DeliveryReaderTest extends ServerTest {

    @Test
    void aReaderReceivesVisibleRecordsWithTheirAcceptance() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)), ann.at(1, new Create.Args("secret", "u:ann", 1)));
        Delivery delivery = server.deliver("bob", 0);
        assertThat(delivery.upTo()).isEqualTo(2);
        assertThat(delivery.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.accepted().orElseThrow().ingestId()).isEqualTo(1);
            assertThat(entry.accepted().orElseThrow().outcome()).isEqualTo(Outcome.ADAPTED);
            assertThat(entry.effects())
                    .singleElement()
                    .satisfies(change -> assertThat(change.row().id()).isEqualTo("a"));
        });
    }

    @Test
    void theAuthorSeesItsOwnRecordsEvenWithoutEffects() {
        ann.sync(ann.at(0, new Add.Args("nothing", 1)));
        assertThat(server.deliver("ann", 0).entries()).hasSize(1);
        assertThat(server.deliver("bob", 0).entries()).isEmpty();
    }

    @Test
    void deliveriesAreSplitBetweenCommits() {
        for (int i = 0; i < 5; i++) {
            ann.sync(ann.at(i, new Create.Args("a" + i, "p", 1)));
        }
        DeliveryLimits two = new DeliveryLimits(10, 2, 1 << 20);
        Delivery first = server.deliver("bob", 0, two);
        assertThat(first.entries()).hasSize(2);
        assertThat(first.upTo()).isEqualTo(2);
        assertThat(first.head()).isEqualTo(5);
        assertThat(server.deliver("bob", 4, two).upTo()).isEqualTo(5);
        assertThat(server.deliver("bob", 0, new DeliveryLimits(3, 10, 1 << 20)).upTo())
                .isEqualTo(3);
    }

    @Test
    void recordsOfOneCommitAreNotSplit() {
        DeliveryLimits two = new DeliveryLimits(2, 10, 1 << 20);
        ann.sync(ann.at(0, new Create.Args("a", "p", 5)));
        ann.sync(
                ann.at(20, new Take.Args("a", 2)),
                ann.at(21, new Create.Args("b", "u:ann", 0)),
                ann.at(22, new Create.Args("c", "p", 0)));
        bob.sync(bob.at(10, new Take.Args("a", 4)));

        assertThat(server.deliver("ann", 0, two).upTo()).isEqualTo(1);
        assertThat(server.deliver("ann", 1, two).upTo()).isEqualTo(4);
        assertThat(server.deliver("bob", 0, two).entries()).hasSize(1);
        assertThat(server.deliver("bob", 1, two).entries()).hasSize(2);
        Delivery late = server.deliver("ann", 4, new DeliveryLimits(1, 10, 1 << 20));
        assertThat(late.upTo()).isEqualTo(6);
        assertThat(late.entries())
                .extracting(entry -> entry.record().isCorrection())
                .containsExactly(false, true);
    }

    @Test
    void manyRecordsComeInOneDeliveryWithTheirOwnEffects() {
        int many = 130;
        ann.sync(IntStream.range(0, many)
                .mapToObj(i -> ann.at(i, new Create.Args("a" + i, i % 3 == 0 ? "u:ann" : "p", i)))
                .toArray(LogEntry[]::new));
        Delivery delivery = server.deliver("bob", 0);
        assertThat(delivery.upTo()).isEqualTo(many);
        assertThat(delivery.entries())
                .extracting(entry -> entry.effects().get(0).row().id())
                .containsExactlyElementsOf(IntStream.range(0, many)
                        .filter(i -> i % 3 != 0)
                        .mapToObj(i -> "a" + i)
                        .toList());
    }

    @Test
    void aDeliveryCoversInvisibleRecordsAtItsEnd() {
        ann.sync(IntStream.range(0, 70)
                .mapToObj(i -> ann.at(i, new Create.Args("a" + i, i < 64 ? "p" : "u:ann", i)))
                .toArray(LogEntry[]::new));
        Delivery delivery = server.deliver("bob", 0);
        assertThat(delivery.entries()).hasSize(64);
        assertThat(delivery.upTo()).isEqualTo(70);
    }

    @Test
    void changedOutcomesReachOnlyReadersWhoSeeTheRecord() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 5)), ann.at(1, new Create.Args("b", "u:ann", 0)));
        LogEntry take = ann.at(20, new Take.Args("a", 5));
        ann.sync(take);
        bob.sync(bob.at(10, new Take.Args("a", 1)));
        assertThat(outcomesFor("ann"))
                .singleElement()
                .asString()
                .contains(take.record().id().value(), "There are only 4.");
        assertThat(outcomesFor("cid"))
                .singleElement()
                .asString()
                .contains(take.record().id().value());
    }

    private List<Object> outcomesFor(String user) {
        return server.deliver(user, 0).entries().stream()
                .filter(entry -> entry.record().isCorrection())
                .map(entry -> (Object) entry.record().args().get("outcomes"))
                .toList();
    }
}
