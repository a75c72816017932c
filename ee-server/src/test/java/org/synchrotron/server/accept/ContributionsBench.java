package org.synchrotron.server.accept;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.LabelAll;
import org.synchrotron.server.kit.ServerTest;

/** Cid sees audience q and his own, which ann does not see; ann labels all rows that she sees. */
abstract class ContributionsBench extends ServerTest {

    LogEntry all;

    @BeforeEach
    void annLabelsWhatSheSees() {
        ann.sync(ann.at(0, new Create.Args("shared", "p", 1)));
        cid.sync(cid.at(1, new Create.Args("hidden", "q", 2)), cid.at(2, new Create.Args("private", "u:cid", 3)));
        all = ann.at(10, new LabelAll.Args("7"));
        ann.sync(all);
        cid.receive();
    }

    static RowChange label(String row, String audience, String text) {
        JsonObject before = Json.createObjectBuilder().addNull("t").build();
        return new RowChange.Updated(
                new RowRef("items", row),
                audience,
                Json.createObjectBuilder().add("t", text).build(),
                before);
    }
}
