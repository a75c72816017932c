package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.runtime.SyncDatabase;

/**
 * The readiness check: up if the database answers, has the sync schema, and the commit listener is connected. It also says how many
 * records of the log were met that cannot be read; these leave it up.
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

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("synchrotron");
        boolean listening = listener.isConnected();
        response.withData("listening", listening).withData("unreadableRecords", unreadable.count());
        try {
            return response.withData("serverEpoch", epoch())
                    .withData("database", true)
                    .status(listening)
                    .build();
        } catch (RuntimeException e) {
            return response.withData("database", false).down().build();
        }
    }

    private String epoch() {
        return database.transaction(sql -> RoleScope.asEngine(
                sql,
                () -> sql.createQuery("select epoch from synchrotron.server_identity")
                        .mapTo(String.class)
                        .one()));
    }
}
