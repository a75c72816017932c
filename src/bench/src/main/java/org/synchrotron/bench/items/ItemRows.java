package org.synchrotron.bench.items;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;

/** Writes items. */
final class ItemRows {

    private static final String INSERT =
            "insert into items (id, project_id, text, points) values (:id, :project, :text, 0)";

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
                .createUpdate(INSERT)
                .bind("id", id)
                .bind("project", projectId)
                .bind("text", text)
                .execute();
    }

    void insertMany(String series, String projectId, int items) {
        try (PreparedBatch batch = context.sql().prepareBatch(INSERT)) {
            for (int i = 0; i < items; i++) {
                batch.bind("id", id(series, i))
                        .bind("project", projectId)
                        .bind("text", "item %,d of series %s, one of %,d".formatted(i, series, items))
                        .add();
            }
            batch.execute();
        }
    }

    /** {@return the id of an item of a series} */
    static String id(String series, int number) {
        String item = series + " " + number;
        return UUID.nameUUIDFromBytes(item.getBytes(StandardCharsets.UTF_8)).toString();
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
