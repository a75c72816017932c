package org.synchrotron.simulation.actions;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Writes the texts of all private rows that it sees into a shared row. */
@SyncAction(value = "copyprivate_v1", replay = ReplayPolicy.EVERYWHERE)
public final class CopyPrivate implements Action<CopyPrivate.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        if (!Audiences.isPrivate(Audiences.ofRow(args.row()))) {
            RowSql.write(
                    args.row(), "P" + String.join(",", privateTexts(context).values()), context);
        }
        return null;
    }

    /** {@return texts by row} They are sorted here, because each database would sort them in its own way. */
    private static Map<String, String> privateTexts(ActionContext context) {
        Map<String, String> texts = new TreeMap<>();
        context.sql()
                .createQuery("select id, t from items where audience_key like 'u:%'")
                .map((row, any) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(each -> texts.put(each.getKey(), each.getValue()));
        return texts;
    }
}
