package org.synchrotron.server.catchup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsOfTable;
import org.synchrotron.server.kit.HeldRows;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.ReadRows;
import org.synchrotron.server.kit.ServerTest;

@DisplayName("A row delivery after one that was cut")
class CutRowsTest extends ServerTest {

    private static final DeliveryLimits TWO = new DeliveryLimits(2, 10, 1 << 20);
    private static final int ROWS = 40;

    private final HeldRows held = new HeldRows();
    private int time;

    @Test
    void bringsTheRowsThatAreMissing() {
        create(ROWS);
        held.take(first(RowScope.NONE, 0), 2);
        int before = held.rows().size();
        assertThat(before).isBetween(2, ROWS - 2);
        ReadRows rest = goOn(RowScope.NONE, 0);
        assertThat(rest.present("items")).hasSize(ROWS - before).doesNotContainKeys(held.ids());
        assertThat(rest.start).satisfies(start -> {
            assertThat(start.resumed()).isTrue();
            assertThat(start.expected()).isEqualTo(ROWS - before);
        });
        held.take(rest, rest.parts.size());
        holdsWhatComesAtOnce(RowScope.NONE, 0);
    }

    @Test
    void bringsBeforeThemWhatHasChangedInTheOthers() {
        create(ROWS);
        held.take(first(RowScope.NONE, 0), 2);
        String changed = held.ids()[0];
        String gone = held.ids()[1];
        sync(new Add.Args(changed, 100), new Drop.Args(gone));
        ReadRows rest = goOn(RowScope.NONE, 0);
        assertThat(rest.gone("items")).containsExactly(gone);
        assertThat(rest.parts.get(0))
                .isInstanceOfSatisfying(
                        RowsOfTable.class, part -> assertThat(part.resume()).isNull());
        assertThat(rest.present("items")).containsKey(changed);
        held.take(rest, rest.parts.size());
        holdsWhatComesAtOnce(RowScope.NONE, 0);
    }

    /** Cut anywhere, again and again, while others work: the rows are those of one moment in the end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void completesIt(long seed) {
        Random random = new Random(seed);
        RowScope scope = List.of(
                        RowScope.NONE,
                        RowScope.ofAudiences(Set.of("p")),
                        new RowScope(false, Set.of(), Set.of("items")))
                .get(random.nextInt(3));
        create(ROWS);
        long after = random.nextBoolean() ? 0 : random.nextInt(ROWS / 2);
        work(random, 30);
        ReadRows delivery = first(scope, after);
        int resumed = 0;
        for (int i = 0; i < 8; i++) {
            held.take(delivery, random.nextInt(delivery.parts.size() + 1));
            work(random, random.nextInt(12));
            delivery = goOn(scope, after);
            if (requireNonNull(delivery.start).resumed()) {
                resumed++;
            } else {
                held.forget();
            }
        }
        held.take(delivery, delivery.parts.size());
        holdsWhatComesAtOnce(scope, after);
        assertThat(resumed).isPositive();
    }

    @Test
    void isWholeIfItIsAboutSomethingElse() {
        create(ROWS);
        held.take(first(RowScope.NONE, 0), 2);
        assertThat(isResumed(position(RowScope.NONE, 0))).isTrue();
        assertThat(isResumed(position(RowScope.NONE, 1))).isFalse();
        assertThat(isResumed(position(RowScope.ofAudiences(Set.of("p")), 1))).isFalse();
    }

    @Test
    void isWholeIfTheAudiencesAreOthers() {
        create(ROWS);
        held.take(first(RowScope.NONE, 0), 2);
        server.database.administer("insert into members values ('bob', 'q')");
        assertThat(isResumed(position(RowScope.NONE, 0))).isFalse();
    }

    @Test
    void isWholeIfATableHasChanged() {
        create(ROWS);
        held.take(first(RowScope.NONE, 0), 2);
        server.database.administer("alter table items add column more integer");
        server.database.administer("select synchrotron.track('items')");
        assertThat(isResumed(position(RowScope.NONE, 0))).isFalse();
    }

    @Test
    void isWholeIfTheLogLacksItsPlaceOrRecordsSince() {
        create(ROWS);
        held.take(first(RowScope.NONE, 0), 2);
        sync(new Add.Args("a1", 1));
        server.database.administer(
                "update synchrotron.action_records set fingerprint = gen_random_uuid() where server_ingest_id = 40");
        assertThat(isResumed(position(RowScope.NONE, 0))).isFalse();
    }

    @Test
    void believesOnlyWhatTheServerWroteForThisClient() {
        create(ROWS);
        held.take(first(RowScope.NONE, 0), 2);
        ResumePoint point = requireNonNull(held.resume());
        assertThat(RowsHeld.of(point, Positions.seal("bob-1"))).isPresent();
        assertThat(RowsHeld.of(point, Positions.seal("bob-2"))).isEmpty();
        assertThat(RowsHeld.of(new ResumePoint("x" + point.text()), Positions.seal("bob-1")))
                .isEmpty();
        assertThat(RowsHeld.of(new ResumePoint("."), Positions.seal("bob-1"))).isEmpty();
        assertThat(RowsHeld.of(new ResumePoint("nonsense"), Positions.seal("bob-1")))
                .isEmpty();
    }

    private void create(int rows) {
        for (int i = 0; i < rows; i++) {
            sync(new Create.Args("a" + i, "p", i));
        }
    }

    private void work(Random random, int records) {
        for (int i = 0; i < records; i++) {
            String id = "a" + random.nextInt(ROWS + 10);
            sync(
                    switch (random.nextInt(3)) {
                        case 0 -> new Create.Args(id, "p", i);
                        case 1 -> new Drop.Args(id);
                        default -> new Add.Args(id, 1);
                    });
        }
    }

    private void sync(Record... args) {
        for (Record each : args) {
            ann.sync(ann.at(time++, each));
        }
    }

    private ReadRows first(RowScope need, long after) {
        return server.rows("bob", Positions.of("bob-1", after, null, false, need), TWO);
    }

    private ReadRows goOn(RowScope need, long after) {
        return server.rows("bob", position(need, after), TWO);
    }

    private ReplicaPosition position(RowScope need, long after) {
        return Positions.holding(Positions.of("bob-1", after, null, false, need), held.resume());
    }

    private boolean isResumed(ReplicaPosition position) {
        return requireNonNull(server.rows("bob", position, TWO).start).resumed();
    }

    private void holdsWhatComesAtOnce(RowScope need, long after) {
        HeldRows all = new HeldRows();
        ReadRows delivery = first(need, after);
        all.take(delivery, delivery.parts.size());
        assertThat(held.rows()).isEqualTo(all.rows());
        assertThat(held.gone()).containsAll(all.gone());
    }
}
