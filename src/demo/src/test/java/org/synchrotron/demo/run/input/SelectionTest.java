package org.synchrotron.demo.run.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Commit ANN_1 = new Commit(1, "ann", 10, List.of());
    private static final Commit BOB_2 = new Commit(2, "bob", 20, List.of());
    private static final Commit ANN_3 = new Commit(3, "ann", 30, List.of());
    private static final List<Commit> HISTORY = List.of(ANN_1, BOB_2, ANN_3);

    @Test
    void defaultSelectsEverything() {
        assertThat(Selection.ALL.of(HISTORY)).isEqualTo(HISTORY);
    }

    @Test
    void selectsTheFirstAuthors() {
        assertThat(new Selection(Integer.MAX_VALUE, 1).of(HISTORY)).containsExactly(ANN_1, ANN_3);
    }

    @Test
    void selectsTheFirstCommits() {
        assertThat(new Selection(2, Integer.MAX_VALUE).of(HISTORY)).containsExactly(ANN_1, BOB_2);
    }
}
