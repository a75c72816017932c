package org.synchrotron.bench.items;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Adds many items to a project, all in one record. Declares no footprint. */
@SyncAction("add_many_v1")
public final class AddMany implements Action<AddMany.Args, Void> {

    /**
     * The items.
     *
     * @param series what no other record has; the items' ids are made of it and of their numbers
     * @param projectId a project of the author
     * @param items how many there are
     */
    public record Args(
            @NotBlank String series,
            @NotBlank String projectId,
            @Positive int items) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        new ItemRows(context).insertMany(args.series(), args.projectId(), args.items());
        return null;
    }
}
