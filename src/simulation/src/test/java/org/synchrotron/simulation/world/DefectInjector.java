package org.synchrotron.simulation.world;

import java.sql.SQLException;
import java.sql.Statement;
import org.synchrotron.simulation.device.ClientProcess;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.schedule.InjectedDefect;
import org.synchrotron.simulation.server.Postgres;

/** Injects a defect into a run, so that tests can show that the simulator finds it. */
final class DefectInjector {

    private static final String LATEST =
            " in (select max(number) from synchrotron_action_records where client_id = '%s'"
                    + " and server_ingest_id is not null)";

    private final InjectedDefect defect;
    private final Postgres postgres;

    DefectInjector(InjectedDefect defect, Postgres postgres) {
        this.defect = defect;
        this.postgres = postgres;
    }

    /** Called after each commit of the server. */
    void afterCommit() {
        if (defect == InjectedDefect.SECRET_WRITE) {
            postgres.execute("set session_replication_role = replica; update items set x = x + 1;"
                    + " set session_replication_role = origin");
        }
    }

    /** Called when a process has opened its file again after a crash. */
    void afterReopening(Device device, ClientProcess process) {
        if (defect == InjectedDefect.FORGETFUL_FILE) {
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
