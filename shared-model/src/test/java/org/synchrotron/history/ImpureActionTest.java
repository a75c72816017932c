package org.synchrotron.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.history.Entries.ROW;
import static org.synchrotron.history.Entries.inserted;
import static org.synchrotron.history.Entries.updated;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.log.ActionRecord;

class ImpureActionTest {

    private static final ActionRecord RECORD = Entries.base("phone", 1, null).record();
    private final RuntimeException refusal = new ActionRejected("no", "Not for alice.");

    @Test
    void equalRunsAreNotReported() {
        TrialRun run = TrialRun.done(List.of(updated(ROW, "x", 1)));

        assertThat(ImpureAction.between(RECORD, run, run)).isEmpty();
        assertThat(ImpureAction.between(RECORD, TrialRun.failed(refusal), TrialRun.failed(refusal)))
                .isEmpty();
    }

    @Test
    void aRefusalOfOneRunIsReported() {
        ImpureAction found = ImpureAction.between(RECORD, TrialRun.failed(refusal), TrialRun.done(List.of()))
                .orElseThrow();

        assertThat(found.firstFailure()).isSameAs(refusal);
        assertThat(found.secondFailure()).isNull();
        assertThat(found.cells()).isEmpty();
        assertThat(found)
                .hasToString("action act_v1 is not pure (record " + RECORD.id()
                        + "): two runs on the same rows differ; the first failed with ActionRejected");
    }

    @Test
    void itsTextNamesColumnsButNoRowsOrValues() {
        ImpureAction found = ImpureAction.between(
                        RECORD,
                        TrialRun.done(List.of(inserted(ROW, 1, "secret"))),
                        TrialRun.done(List.of(inserted(ROW, 2, "hidden"))))
                .orElseThrow();

        assertThat(found.cells()).extracting(DifferingCell::column).containsExactly("t", "x");
        assertThat(found.toString())
                .endsWith("differ in todos.t, todos.x")
                .doesNotContain("secret", "hidden", ROW.id());
    }
}
