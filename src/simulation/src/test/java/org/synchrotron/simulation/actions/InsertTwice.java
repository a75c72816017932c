package org.synchrotron.simulation.actions;

import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** A faulty action: it inserts an item, and if a certain other item exists, it inserts a second item with the same identity. */
@SyncAction("inserttwice_v1")
public final class InsertTwice implements Action<InsertTwice.Args, Void> {

    private static final String INSERT =
            "insert into items (id, audience_key, x, t, tag) values (:id, :audience, 0, '', '')";

    /** How the action inserts the same row twice. */
    public enum Way {
        /** It asks for the id once for each row. */
        AGAIN,
        /** It uses the id of the first row for the second. */
        SAME,
        /** It asks for the id once for each row, and inserts both rows in one batch. */
        BATCH,
        /** It gives the second row the name of the other item as its id; this is no collision of derived ids. */
        NAME
    }

    public record Args(String audience, String row, Way way) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        String first = id(args, context);
        boolean insertsTwice = RowSql.x(args.row(), context).isPresent();
        String second = switch (args.way()) {
            case AGAIN, BATCH -> id(args, context);
            case SAME -> first;
            case NAME -> args.row();
        };
        List<String> ids = insertsTwice ? List.of(first, second) : List.of(first);
        if (args.way() == Way.BATCH) {
            insertInOneBatch(ids, args.audience(), context);
        } else {
            ids.forEach(id -> insert(id, args.audience(), context));
        }
        return null;
    }

    private static String id(Args args, ActionContext context) {
        return context.rowIds().of("items", "audience", args.audience());
    }

    private static void insert(String id, String audience, ActionContext context) {
        context.sql()
                .createUpdate(INSERT)
                .bind("id", id)
                .bind("audience", audience)
                .execute();
    }

    private static void insertInOneBatch(List<String> ids, String audience, ActionContext context) {
        try (PreparedBatch batch = context.sql().prepareBatch(INSERT)) {
            ids.forEach(id -> batch.bind("id", id).bind("audience", audience).add());
            batch.execute();
        }
    }
}
