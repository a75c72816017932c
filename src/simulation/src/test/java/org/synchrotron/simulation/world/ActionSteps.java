package org.synchrotron.simulation.world;

import org.synchrotron.log.ActionRecord;
import org.synchrotron.simulation.actions.Found;
import org.synchrotron.simulation.actions.FoundedNames;
import org.synchrotron.simulation.actions.Memberships;
import org.synchrotron.simulation.actions.Operation;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.schedule.Step;
import org.synchrotron.simulation.server.ServerNode;

/** Performs the steps that execute actions. Names of founded audiences stand for nothing until these are founded: then nothing happens. */
final class ActionSteps {

    private final ServerNode server;
    private final Memberships memberships;
    private final FoundedNames names = new FoundedNames();

    /** @param memberships learns of the audiences that clients and the server found */
    ActionSteps(ServerNode server, Memberships memberships) {
        this.server = server;
        this.memberships = memberships;
    }

    void execute(Step.ClientAction step, Device device) {
        names.resolve(step.operation()).ifPresent(operation -> {
            Record arguments = operation.arguments();
            device.execute(arguments).ifPresent(record -> executed(operation, arguments, record));
        });
    }

    void serve(Step.ServerAction step) {
        names.resolve(step.operation()).ifPresent(operation -> {
            Record arguments = operation.arguments();
            server.serve(step.user(), arguments).ifPresent(record -> executed(operation, arguments, record));
        });
    }

    private void executed(Operation operation, Record arguments, ActionRecord record) {
        String id = record.id().value();
        names.executed(operation, id);
        if (arguments instanceof Found.Args found) {
            memberships.foresee(FoundedNames.audience(id), record.author().value() + found.members());
        }
    }
}
