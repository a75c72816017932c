package org.synchrotron.simulation.world;

import org.synchrotron.simulation.actions.FoundedNames;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.schedule.Step;
import org.synchrotron.simulation.server.ServerNode;

/** Performs the steps that execute actions. Names of founded audiences stand for nothing until these are founded: then nothing happens. */
final class ActionSteps {

    private final ServerNode server;
    private final FoundedNames names = new FoundedNames();

    ActionSteps(ServerNode server) {
        this.server = server;
    }

    void execute(Step.ClientAction step, Device device) {
        names.resolve(step.operation()).ifPresent(operation -> {
            Record arguments = operation.arguments();
            device.execute(arguments)
                    .ifPresent(record -> names.executed(operation, record.id().value()));
        });
    }

    void serve(Step.ServerAction step) {
        names.resolve(step.operation()).ifPresent(operation -> {
            Record arguments = operation.arguments();
            server.serve(step.user(), arguments)
                    .ifPresent(record -> names.executed(operation, record.id().value()));
        });
    }
}
