package org.synchrotron.client.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.todos.BigOrThree;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.ActionId;

@DisplayName("A refused record that is tried again or discarded")
class ReleaseTest extends QuarantineBench {

    @Test
    void isReplayedAtItsPlaceWhenItIsTriedAgain() {
        does(new Increment.Args("t2", 1));
        ActionId refused = does(new Increment.Args("t1", 10));
        does(new BigOrThree.Args("t1"));
        does(new Increment.Args("t2", 1));
        List<String> before = bench.dump();
        refuse(refused);

        bench.alice().refused().retry(refused);

        assertThat(bench.dump()).as("as if nothing had happened").isEqualTo(before);
    }

    @Test
    void isReplayedBeforeWhatWasExecutedMeanwhile() {
        ActionId refused = does(new Increment.Args("t1", 10));
        refuse(refused);
        ActionId meanwhile = does(new BigOrThree.Args("t1"));
        assertThat(todos()).containsExactly("one 5", "two 2");

        bench.alice().refused().retry(refused);

        assertThat(pending()).containsExactly(refused, meanwhile);
        assertThat(todos()).containsExactly("big 12", "two 2");
    }

    @Test
    void comesBeforeWhatIsExecutedAfterItIsTriedAgainEvenIfTheClockWasSetBack() {
        ActionId refused = does(new Increment.Args("t1", 10));
        refuse(refused);
        does(new Increment.Args("t2", 1));
        bench.wall(2_000);
        bench.alice().origin().restamp(2_000);

        bench.alice().refused().retry(refused);
        ActionId next = does(new BigOrThree.Args("t1"));

        assertThat(pending()).endsWith(refused, next);
        assertThat(todos()).contains("big 12");
    }

    @Test
    void waitsForAnotherRefusedRecordOnWhichItBuilds() {
        ActionId one = does(new Increment.Args("t2", 10));
        ActionId two = does(new Increment.Args("t1", 10));
        ActionId both = bothRows().record().id();
        refuse(two);
        refuse(one);
        assertThat(bench.alice().refused().find(both).orElseThrow().refused()).isEqualTo(two);

        bench.alice().refused().retry(two);

        assertThat(pending()).containsExactly(two);
        assertThat(bench.alice().refused().find(both).orElseThrow().refused()).isEqualTo(one);
        bench.alice().refused().retry(one);
        assertThat(pending()).containsExactly(one, two, both);
    }

    @Test
    void isForgottenWithItsDependentsWhenItIsDiscarded() {
        ActionId kept = does(new Increment.Args("t2", 10));
        ActionId refused = does(new Increment.Args("t1", 10));
        ActionId dependent = does(new Increment.Args("t1", 1));
        refuse(refused);

        List<QuarantinedRecord> gone = bench.alice().refused().discard(refused);

        assertThat(gone).extracting(QuarantinedRecord::id).containsExactly(refused, dependent);
        assertThat(bench.alice().refused().count()).isZero();
        assertThat(bench.alice().find(refused)).isEmpty();
        assertThat(bench.alice().find(dependent)).isEmpty();
        assertThat(pending()).containsExactly(kept);
        assertThat(todos()).containsExactly("one 2", "two 12");
        assertThat(bench.texts("PRAGMA foreign_key_check")).isEmpty();
    }

    @Test
    void isDecidedAboutUnderItsOwnIdOnly() {
        ActionId refused = does(new Increment.Args("t1", 10));
        ActionId dependent = does(new Increment.Args("t1", 1));
        ActionId pending = does(new Increment.Args("t2", 1));
        refuse(refused);
        List<String> before = bench.dump();

        assertThatThrownBy(() -> bench.alice().refused().retry(dependent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(refused.value());
        assertThatThrownBy(() -> bench.alice().refused().discard(dependent))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.alice().refused().retry(pending)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> bench.alice().refused().discard(pending)).isInstanceOf(NoSuchElementException.class);
        assertThat(bench.dump()).isEqualTo(before);
    }
}
