package org.synchrotron.bench.items;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Adds an item to a project. Declares no footprint. */
@SyncAction("add_item_v1")
public final class AddItem implements Action<AddItem.Args, Void> {

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
    public @Nullable Void apply(Args args, ActionContext context) {
        new ItemRows(context).insert(args.id(), args.projectId(), args.text());
        return null;
    }
}
