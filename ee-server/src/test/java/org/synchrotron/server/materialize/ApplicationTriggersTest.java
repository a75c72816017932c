package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Drop;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.ServerTest;

@DisplayName("Triggers of the application")
class ApplicationTriggersTest extends ServerTest {

    private void trigger(String body, String trigger) {
        server.database.administer(
                "create function answer() returns trigger language plpgsql as $$ begin " + body + " end $$");
        server.database.administer("create trigger " + trigger + " for each row execute function answer()");
        server.database.administer("select synchrotron.refresh_tracking()");
    }

    /** The second and third late record each undo the first one's later effects. */
    @Test
    void actOnceForEachRecordHoweverManyComeLate() {
        trigger("new.x := old.x + 1; return new;", "bump before update of t on items");
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)), ann.at(20, new Label.Args("a", "x")));
        assertThat(values("x, t")).containsExactly("(5,x)");
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        assertThat(values("x, t")).containsExactly("(105,x)");
        bob.sync(bob.at(5, new Add.Args("a", 1000)));
        assertThat(values("x, t")).containsExactly("(1105,x)");
        bob.sync(bob.at(6, new Label.Args("a", "y")));
        assertThat(values("x, t")).containsExactly("(1106,x)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a_first", "z_last"})
    void thatCountInAnotherTrackedRowAreUndoneWithTheirRecord(String name) {
        ann.sync(ann.at(0, new Create.Args("sum", "p", 0)));
        trigger("update items set x = x + 1 where id = 'sum'; return null;", name + " after insert on items");
        ann.sync(ann.at(20, new Create.Args("b", "p", 1)), ann.at(30, new Create.Args("c", "p", 1)));
        assertThat(values("id, x")).containsExactly("(b,1)", "(c,1)", "(sum,2)");
        bob.sync(bob.at(10, new Add.Args("sum", 100)));
        bob.sync(bob.at(5, new Add.Args("sum", 1000)));
        bob.sync(bob.at(4, new Create.Args("d", "p", 1)), bob.at(6, new Drop.Args("d")));
        assertThat(values("id, x")).containsExactly("(b,1)", "(c,1)", "(sum,1103)");
    }

    /** After a statement, a trigger writes the rows of that statement again, later ones before their own change was captured. */
    @Test
    void thatWriteRowsOfTheirStatementLeaveATrueLog() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)), ann.at(1, new Create.Args("b", "p", 1)));
        trigger(
                "if pg_trigger_depth() = 1 then update items set x = x * 2 where id <> new.id; end if; return null;",
                "spread after update of x on items");
        bob.sync(bob.at(30, new Add.Args("a", 10)));
        assertThat(values("id, x")).containsExactly("(a,11)", "(b,2)");
        bob.sync(bob.at(20, new Add.Args("b", 5)));
        assertThat(values("id, x")).containsExactly("(a,12)", "(b,12)");
    }
}
