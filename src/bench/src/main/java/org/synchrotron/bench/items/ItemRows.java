package org.synchrotron.bench.items;

import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;

/** Writes items. */
final class ItemRows {

    private final ActionContext context;

    ItemRows(ActionContext context) {
        this.context = context;
    }

    /**
     * {@return what an action on this item declares} All declarations of the benchmark are made here.
     *
     * @param projectId the item's project, which names its audience
     */
    static Footprint footprint(String id, String projectId) {
        return Footprint.audience("project:" + projectId).onlyRow("items", id);
    }

    void insert(String id, String projectId, String text) {
        context.sql()
                .createUpdate("insert into items (id, project_id, text, points) values (:id, :project, :text, 0)")
                .bind("id", id)
                .bind("project", projectId)
                .bind("text", text)
                .execute();
    }

    void add(String id, String projectId, long points) {
        context.sql()
                .createUpdate("""
                        insert into items (id, project_id, text, points) values (:id, :project, 'points', :points)
                        on conflict (id) do update set points = items.points + :points
                        """)
                .bind("id", id)
                .bind("project", projectId)
                .bind("points", points)
                .execute();
    }
}
