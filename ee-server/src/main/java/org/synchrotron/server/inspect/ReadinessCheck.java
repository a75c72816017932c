package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.log.ClientTable;
import org.synchrotron.server.log.FloorTable;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.ReplayCounts;
import org.synchrotron.server.runtime.SyncDatabase;

/**
 * The readiness check: up if the WAR has an action, the database answers and has the sync schema, and the commit listener is
 * connected. It also says how many records of the log were met that cannot be read, how often one took too long to run again, and how many could not
 * run for reasons other than their data; these leave it up. And it says how many records late ones made run again, where the
 * log begins, and how often the database lost the end of it.
 */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {

    @Inject
    private SyncDatabase database;

    @Inject
    private CommitListener listener;

    @Inject
    private UnreadableReport unreadable;

    @Inject
    private TooSlowReport tooSlow;

    @Inject
    private TooLargeReport tooLarge;

    @Inject
    private PreventedReport prevented;

    @Inject
    private LogReplacedReport logReplaced;

    @Inject
    private ActionCatalogue actions;

    @Inject
    private Materializer materializer;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("synchrotron");
        boolean listening = listener.isConnected();
        int known = actions.tags().size();
        response.withData("listening", listening).withData("actions", known);
        addCounts(response);
        if (known == 0) {
            response.withData(
                    "problem", "the WAR has no action: put the classes with @SyncAction, or their jar, into it");
        } else if (!listening) {
            response.withData(
                    "problem",
                    "this node is not notified of commits: it has no connection that listens to the database, or the one it had"
                            + " does not answer");
        }
        try {
            addBeginning(response);
            return response.withData("database", true)
                    .status(listening && known > 0)
                    .build();
        } catch (RuntimeException e) {
            return response.withData("database", false)
                    .withData("problem", "the database does not answer, or lacks the sync schema")
                    .down()
                    .build();
        }
    }

    private void addCounts(HealthCheckResponseBuilder response) {
        ReplayCounts.Snapshot counts = materializer.counts().snapshot();
        response.withData("unreadableRecords", unreadable.count())
                .withData("recordsTooSlow", tooSlow.count())
                .withData("recordsTooLarge", tooLarge.count())
                .withData("recordsPrevented", prevented.count())
                .withData("logsReplaced", logReplaced.replaced())
                .withData("clientsSentToRows", logReplaced.sentToRows())
                .withData("recordsRunAgain", counts.total())
                .withData("recordsRunAgainByTag", new TreeMap<>(counts.again()).toString())
                .withData("replaysWidened", counts.widened().toString());
    }

    /** Fails without the sync schema. */
    private void addBeginning(HealthCheckResponseBuilder response) {
        database.transaction(sql -> RoleScope.asEngine(sql, () -> {
            new FloorTable(sql)
                    .floor()
                    .ifPresent(floor -> response.withData(
                                    "logBeginsAfter",
                                    Instant.ofEpochMilli(floor.key().clock().timeMs())
                                            .toString())
                            .withData("recordsRemoved", floor.removed()));
            return response.withData("clientsBelowFloor", new ClientTable(sql).belowFloor());
        }));
    }
}
