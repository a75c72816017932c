package org.synchrotron.bench.items;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Adds points to an item, and declares what it writes. Adds the item if there is none. */
@SyncAction("add_points_v1")
public final class AddPoints implements Action<AddPoints.Args, Void> {

    /**
     * The points.
     *
     * @param id the item's id, a UUID
     * @param projectId the item's project
     * @param points the points to add
     */
    public record Args(
            @NotBlank String id,
            @NotBlank String projectId,
            @Positive long points) {}

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return ItemRows.footprint(args.id(), args.projectId());
    }

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        new ItemRows(context).add(args.id(), args.projectId(), args.points());
        return null;
    }
}
