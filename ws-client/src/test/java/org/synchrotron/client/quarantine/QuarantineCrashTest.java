package org.synchrotron.client.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.todos.BigOrThree;
import org.synchrotron.client.todos.Crash;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.ActionId;

@DisplayName("A crash while records are quarantined or released")
class QuarantineCrashTest extends QuarantineBench {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "UPDATE OF applied ON synchrotron_action_records",
                "DELETE ON synchrotron_applied_changes",
                "INSERT ON synchrotron_quarantined_records",
                "DELETE ON synchrotron_quarantined_records",
                "DELETE ON synchrotron_action_modified_rows",
                "DELETE ON synchrotron_action_records"
            })
    void leavesTheOldStateOrTheNewOneWhereverTheFileFails(String write) throws Exception {
        ActionId refused = does(new Increment.Args("t1", 10));
        does(new BigOrThree.Args("t1"));
        does(new Increment.Args("t2", 10));

        atomically(write, () -> refuse(refused));
        atomically(write, () -> bench.alice().refused().retry(refused));
        atomically(write, () -> refuse(refused));
        atomically(write, () -> bench.alice().refused().discard(refused));

        assertThat(todos()).containsExactly("one 2", "two 12");
    }

    @Test
    void leavesTheOldStateWhenTheProcessDiesInTheMiddleOfTheReplay() throws Exception {
        ActionId refused = does(new Increment.Args("t1", 10));
        does(new Crash.Args("team"));

        dying(() -> refuse(refused));
        refuse(refused);
        dying(() -> bench.alice().refused().retry(refused));
        bench.alice().refused().retry(refused);

        assertThat(todos()).containsExactly("crash 0", "one 12", "two 2");
    }

    private void dying(ThrowingCallable step) throws SQLException {
        List<String> before = bench.dump();
        Crash.ARMED.set(true);
        assertThatThrownBy(step).isInstanceOf(RuntimeException.class);
        Crash.ARMED.set(false);
        bench.crash();
        assertThat(bench.dump()).isEqualTo(before);
    }

    /** If the step makes such a write, it fails there the first time, and the process dies. */
    private void atomically(String write, Runnable step) throws SQLException {
        List<String> before = bench.dump();
        execute("CREATE TEMP TRIGGER fault BEFORE " + write + " BEGIN SELECT raise(ABORT, 'fault'); END");
        try {
            step.run();
            execute("DROP TRIGGER fault");
        } catch (DatabaseFailure fault) {
            bench.crash();
            assertThat(bench.dump()).isEqualTo(before);
            step.run();
        }
        List<String> after = bench.dump();
        bench.crash();
        assertThat(bench.dump()).isEqualTo(after);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = bench.store().database().connection().createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
