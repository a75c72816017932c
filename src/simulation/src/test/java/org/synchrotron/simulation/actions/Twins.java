package org.synchrotron.simulation.actions;

import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Inserts an item, and if there is that other one a second of the same identity: a mistake that does not always show. */
@SyncAction("twins_v1")
public final class Twins implements Action<Twins.Args, Void> {

    private static final String INSERT =
            "insert into items (id, audience_key, x, t, tag) values (:id, :audience, 0, '', '')";

    /** How it comes to insert a row twice. */
    public enum Way {
        /** It asks for the id of each. */
        AGAIN,
        /** It takes the id of the first. */
        SAME,
        /** It asks for the id of each, and then inserts both in one batch. */
        BATCH,
        /** The second has a name of its own, which is that of the other item; ids have nothing to do with it. */
        NAME
    }

    public record Args(String audience, String row, Way way) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        String first = id(args, context);
        boolean mistaken = Rows.x(args.row(), context).isPresent();
        String second = switch (args.way()) {
            case AGAIN, BATCH -> id(args, context);
            case SAME -> first;
            case NAME -> args.row();
        };
        List<String> ids = mistaken ? List.of(first, second) : List.of(first);
        if (args.way() == Way.BATCH) {
            insertAtOnce(ids, args.audience(), context);
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

    private static void insertAtOnce(List<String> ids, String audience, ActionContext context) {
        try (PreparedBatch batch = context.sql().prepareBatch(INSERT)) {
            ids.forEach(id -> batch.bind("id", id).bind("audience", audience).add());
            batch.execute();
        }
    }
}
