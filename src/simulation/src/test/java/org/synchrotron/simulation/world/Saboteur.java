package org.synchrotron.simulation.world;

import java.sql.SQLException;
import java.sql.Statement;
import org.synchrotron.simulation.device.ClientProcess;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.schedule.Sabotage;
import org.synchrotron.simulation.server.Postgres;

/** Breaks a rule on purpose, to see that the simulator finds it. */
final class Saboteur {

    private static final String LATEST =
            " in (select max(number) from synchrotron_action_records where client_id = '%s'"
                    + " and server_ingest_id is not null)";

    private final Sabotage sabotage;
    private final Postgres postgres;

    Saboteur(Sabotage sabotage, Postgres postgres) {
        this.sabotage = sabotage;
        this.postgres = postgres;
    }

    void atCommit() {
        if (sabotage == Sabotage.SECRET_WRITE) {
            postgres.execute("set session_replication_role = replica; update items set x = x + 1;"
                    + " set session_replication_role = origin");
        }
    }

    void atReopening(Device device, ClientProcess process) {
        if (sabotage == Sabotage.FORGETFUL_FILE) {
            String latest = LATEST.formatted(device.name());
            try (Statement statement = process.connection().createStatement()) {
                statement.executeUpdate("delete from synchrotron_action_modified_rows where record_number" + latest);
                statement.executeUpdate("delete from synchrotron_action_records where number" + latest);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
