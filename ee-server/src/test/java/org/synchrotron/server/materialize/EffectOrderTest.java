package org.synchrotron.server.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.LabelMine;
import org.synchrotron.server.kit.ServerTest;

@DisplayName("The known effects of a record are in the order of execution,")
class EffectOrderTest extends ServerTest {

    private List<String> effects(LogEntry entry) {
        return server.database.rows("select row_id from synchrotron.action_modified_rows where action_record_id = '"
                + entry.record().id() + "' order by sequence");
    }

    @Test
    void andWhatOneStatementChangedInTheOrderOfItsRows() {
        for (String id : List.of("c", "a", "b")) {
            ann.sync(ann.at(0, new Create.Args(id, "p", 1)));
        }
        // The row's new version lies after the others.
        ann.sync(ann.at(1, new Add.Args("a", 1)));
        LogEntry all = ann.at(2, new LabelMine.Args("all"));
        ann.sync(all);

        assertThat(server.database.rows("select id from items")).containsExactly("(c)", "(b)", "(a)");
        assertThat(effects(all)).containsExactly("(a)", "(b)", "(c)");
    }

    @Test
    void unlessTheTableHasUniqueValuesForWhichTheOrderMatters() {
        server.database.administer("create unique index on items (audience_key, x, id)");
        ann.sync(ann.at(0, new Create.Args("b", "p", 1)));
        ann.sync(ann.at(1, new Create.Args("a", "p", 1)));
        LogEntry all = ann.at(2, new LabelMine.Args("all"));
        ann.sync(all);

        assertThat(effects(all)).containsExactly("(b)", "(a)");
    }
}
