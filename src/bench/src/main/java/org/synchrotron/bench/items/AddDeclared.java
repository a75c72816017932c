package org.synchrotron.bench.items;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Adds an item to a project, and declares what it writes. */
@SyncAction("add_declared_v1")
public final class AddDeclared implements Action<AddDeclared.Args, Void> {

    /**
     * The item.
     *
     * @param id the item's id, a UUID
     * @param projectId a project of the author
     * @param text the item's text
     */
    public record Args(
            @NotBlank String id,
            @NotBlank String projectId,
            @NotBlank String text) {}

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return ItemRows.footprint(args.id(), args.projectId());
    }

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        new ItemRows(context).insert(args.id(), args.projectId(), args.text());
        return null;
    }
}
