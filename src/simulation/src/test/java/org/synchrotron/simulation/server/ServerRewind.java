package org.synchrotron.simulation.server;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.EffectTable;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.log.FurtherViewTable;
import org.synchrotron.server.materialize.FurtherView;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.ReplayPlan;
import org.synchrotron.server.materialize.ReplayStep;
import org.synchrotron.simulation.oracle.LogReader;
import org.synchrotron.simulation.oracle.Rows;

/** Undoes everything in the server's tables and replays it, in a transaction that is rolled back (rule 2). */
public final class ServerRewind {

    /**
     * What the tables held.
     *
     * @param between the rows after everything was undone, which are those at the floor
     */
    public record Tables(List<String> before, Rows between, List<String> after) {}

    private static final ReplayKey BEGINNING = new ReplayKey(
            HybridTimestamp.ZERO, new ClientId("-"), new ActionId("00000000-0000-0000-0000-000000000000"));

    private static final String DUMP = """
            select items::text from items
            union all select accounts::text from accounts
            union all select memberships::text from memberships
            union all select concat_ws(' ', action_record_id, table_name, row_id, operation, forward_patches, reverse_patches,
                row_number() over (partition by action_record_id order by position)) from synchrotron.applied_changes
            order by 1""";

    private final SimulatedDatabase database;
    private final Materializer materializer;

    ServerRewind(SimulatedDatabase database, Materializer materializer) {
        this.database = database;
        this.materializer = materializer;
    }

    /** {@return the contents of the tables before, in between, and after} */
    public Tables everything() {
        return database.tryOut(sql -> RoleScope.asEngine(sql, () -> backAndForth(sql)));
    }

    private Tables backAndForth(Handle sql) {
        ReplayPlan all = plan(new FootprintTable(sql).after(BEGINNING), sql);
        List<String> before = dump(sql);
        materializer.carryOut(new ReplayPlan(all.undo(), List.of()), sql);
        Rows between = LogReader.rowsOfServer(sql.getConnection());
        materializer.carryOut(all, sql);
        return new Tables(before, between, dump(sql));
    }

    private static ReplayPlan plan(List<FootprintedRecord> log, Handle sql) {
        List<ActionId> ids =
                log.stream().map(each -> each.logged().record().id()).toList();
        Map<ActionId, List<RowChange>> known = ids.isEmpty() ? Map.of() : new EffectTable(sql).forwardOf(ids);
        Map<ActionId, List<Grantee>> views = new FurtherViewTable(sql).of(ids);
        List<ReplayStep> steps =
                log.stream().map(each -> step(each, known, views)).toList();
        return new ReplayPlan(steps.stream().map(step -> step.record().id()).toList(), steps);
    }

    private static ReplayStep step(
            FootprintedRecord each, Map<ActionId, List<RowChange>> known, Map<ActionId, List<Grantee>> views) {
        ActionId id = each.logged().record().id();
        List<FurtherView> further = views.getOrDefault(id, List.of()).stream()
                .map(user -> new FurtherView(user, List.of()))
                .toList();
        Grantee author = each.logged().author();
        return new ReplayStep(
                each.logged().record(),
                author,
                further.isEmpty() ? each.footprint().audiences() : AudienceSets.of(author),
                each.rows(),
                known.getOrDefault(id, List.of()),
                further,
                each.logged().acceptance().outcome());
    }

    private static List<String> dump(Handle sql) {
        return sql.createQuery(DUMP).mapTo(String.class).list();
    }
}
