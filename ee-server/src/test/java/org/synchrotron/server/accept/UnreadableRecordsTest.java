package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ServerTest;

/** Records that an older log holds and no reader takes, written into the log by SQL. */
@DisplayName("A record of the log that cannot be read")
class UnreadableRecordsTest extends ServerTest {

    private static final String LONG_NUMBER = "jsonb_build_object('x', 1e1999::numeric)";

    private LogEntry spoiledArgs(LogEntry entry, String args) {
        server.database.alter("update synchrotron.action_records set args = " + args + " where id = '"
                + entry.record().id() + "'");
        return entry;
    }

    private void spoiledPatch(LogEntry entry) {
        server.database.alter("update synchrotron.action_modified_rows set forward_patches = forward_patches || "
                + LONG_NUMBER + " where action_record_id = '" + entry.record().id() + "'");
    }

    private static List<ActionId> ids(List<LogEntry> entries) {
        return entries.stream().map(each -> each.record().id()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args || " + LONG_NUMBER,
                "args || '{\"x\": 1e-5000}'",
                "args - 'timestamp'",
                "'[]'",
                "args || jsonb_build_object('x', (repeat('[', 900) || repeat(']', 900))::jsonb)"
            })
    void isLeftOutOfDeliveriesAndTheOthersGoOn(String args) {
        LogEntry first = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry spoiled = ann.at(1, new Create.Args("b", "p", 1));
        LogEntry last = ann.at(2, new Add.Args("a", 1));
        ann.sync(first);
        ann.sync(spoiled);
        ann.sync(last);
        spoiledArgs(spoiled, args);

        assertThat(ids(bob.receive()))
                .containsExactly(first.record().id(), last.record().id());
        assertThat(bob.basis).isEqualTo(3);
        assertThat(server.unreadable).containsOnlyKeys(spoiled.record().id());
        LogEntry next = bob.at(10, new Add.Args("a", 1));
        assertThat(outcome(bob.sync(next), next)).isEqualTo(Outcome.ADAPTED);
    }

    @Test
    void doesNotKeepTheCursorFromPassingWhenItIsTheLast() {
        LogEntry spoiled = ann.at(1, new Create.Args("b", "p", 1));
        ann.sync(spoiled);
        spoiledArgs(spoiled, "'{}'");
        assertThat(bob.receive()).isEmpty();
        assertThat(bob.basis).isEqualTo(1);
    }

    @Test
    void isReplayedByItsKnownEffectsWhenAnotherArrivesLate() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry spoiled = ann.at(20, new Add.Args("a", 10));
        ann.sync(create, spoiled, ann.at(30, new Add.Args("a", 100)));
        spoiledArgs(spoiled, "args || " + LONG_NUMBER);

        LogEntry late = bob.at(10, new Add.Args("a", 1_000));
        assertThat(outcome(bob.sync(late), late)).isEqualTo(Outcome.ADAPTED);
        // Its known effect is x = 11, whatever came before.
        assertThat(values("id, x")).containsExactly("(a,111)");
        assertThat(log("outcome")).as("no correction is needed").hasSize(4).containsOnly("(adapted)");
        assertThat(server.unreadable).containsOnlyKeys(spoiled.record().id());
    }

    @Test
    void withArgumentsAndARowChangeThatCannotBeReadIsNeitherUndoneNorRun() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry spoiled = ann.at(20, new Create.Args("b", "p", 7));
        ann.sync(create, spoiled, ann.at(30, new Add.Args("b", 1)));
        spoiledArgs(spoiled, "args || " + LONG_NUMBER);
        spoiledPatch(spoiled);

        LogEntry late = bob.at(10, new Add.Args("a", 1));
        outcome(bob.sync(late), late);
        assertThat(values("id, x")).containsExactly("(a,2)", "(b,8)");
    }

    @Test
    void withARowChangeThatCannotBeReadIsDeliveredWithoutIt() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        LogEntry spoiled = ann.at(20, new Add.Args("a", 10));
        ann.sync(create, spoiled);
        spoiledPatch(spoiled);

        List<LogEntry> received = bob.receive();
        assertThat(ids(received))
                .containsExactly(create.record().id(), spoiled.record().id());
        assertThat(received.get(1).effects()).isEmpty();
        assertThat(server.unreadable).containsOnlyKeys(spoiled.record().id());

        LogEntry late = bob.at(10, new Add.Args("a", 100));
        outcome(bob.sync(late), late);
        assertThat(values("id, x")).containsExactly("(a,111)");
    }

    @Test
    void thatIsACorrectionBlocksNobody() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        ann.sync(create, ann.at(20, new Add.Args("a", 10)));
        LogEntry late = bob.at(10, new Add.Args("a", 1));
        bob.sync(late);
        server.database.alter(
                "update synchrotron.action_records set args = '{\"timestamp\": 1}' where _tag = '_InternalCorrectionApply'");
        assertThat(cid.receive()).hasSize(3);
        assertThat(cid.basis).isEqualTo(4);
        LogEntry later = cid.at(5, new Add.Args("a", 1));
        outcome(cid.sync(later), later);
        assertThat(values("id, x")).containsExactly("(a,13)");
    }

    @Test
    void mayHaveLeftARowThatCannotBeReadWhichOthersWriteAndDelete() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        server.database.transaction(sql -> RoleScope.asEngine(sql, () -> {
            sql.execute("select set_config('synchrotron.capture_mode', 'undo', true)");
            return sql.execute("update items set price = 1e1999");
        }));
        LogEntry add = bob.at(20, new Add.Args("a", 1));
        outcome(bob.sync(add), add);
        LogEntry late = cid.at(10, new Add.Args("a", 1));
        outcome(cid.sync(late), late);
        assertThat(values("id, x")).containsExactly("(a,3)");
        LogEntry drop = bob.at(30, new Drop.Args("a"));
        outcome(bob.sync(drop), drop);
        LogEntry later = cid.at(25, new Add.Args("a", 1));
        outcome(cid.sync(later), later);
        assertThat(values("id, x")).isEmpty();
    }

    @Test
    void isRefusedWhenItsAuthorSendsItAgainBecauseItWillNotCome() {
        LogEntry spoiled = ann.at(1, new Create.Args("b", "p", 1));
        ann.sync(spoiled);
        spoiledArgs(spoiled, "'{}'");
        assertThat(refusal(ann.sync(spoiled)).code()).isEqualTo(Refusal.INVALID_RECORD);
        assertThat(refusal(ann.sync(spoiled)).record())
                .isEqualTo(spoiled.record().id());
    }
}
