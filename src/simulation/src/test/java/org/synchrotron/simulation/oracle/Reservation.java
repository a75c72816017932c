package org.synchrotron.simulation.oracle;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.synchrotron.simulation.oracle.Logic.Result;
import org.synchrotron.simulation.oracle.Rows.Row;

/** What the action does that gives an item a code, which no other item may have. */
final class Reservation {

    private Reservation() {}

    /** The logic sees a conflict within its view, and the database any other. */
    static Result run(JsonObject args, Rows view, Rows state) {
        String name = "items/" + args.getString("row");
        String code = JsonTexts.of(args.getString("code"));
        if (hasOther(view, name, code)) {
            return Result.refused("reserved");
        }
        Optional<Row> row = view.get(name);
        if (row.isEmpty()) {
            return new Result(List.of(), Optional.empty());
        }
        return hasOther(state, name, code)
                ? Result.refused("failed")
                : new Result(
                        List.of(Change.update(name, row.get().audience(), "code", args.getString("code"))),
                        Optional.empty());
    }

    private static boolean hasOther(Rows rows, String name, String code) {
        return Logic.items(rows)
                .anyMatch(each -> !each.getKey().equals(name)
                        && code.equals(each.getValue().cells().get("code")));
    }
}
