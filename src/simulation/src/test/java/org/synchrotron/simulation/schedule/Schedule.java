package org.synchrotron.simulation.schedule;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A run as a value. Its text is one line in the schedule language, from which {@link #read} makes an equal schedule. */
public record Schedule(Setting setting, List<Participant> clients, List<Step> steps) {

    private static final Set<NetworkFault> REPEATING = EnumSet.of(NetworkFault.TWICE, NetworkFault.AGAIN);

    public Schedule {
        clients = List.copyOf(clients);
        steps = List.copyOf(steps);
    }

    /**
     * {@return the schedule that the line describes}
     *
     * @throws IllegalArgumentException if the line is not a schedule
     */
    public static Schedule read(String line) {
        String[] parts = line.split("\\|", -1);
        if (parts.length < 2) {
            throw new IllegalArgumentException("a schedule is 'setting | clients | steps', not: " + line);
        }
        return new Schedule(
                Setting.read(parts[0]),
                Arrays.stream(parts[1].strip().split(" "))
                        .map(Participant::read)
                        .toList(),
                parts.length == 2 || parts[2].isBlank()
                        ? List.of()
                        : Arrays.stream(parts[2].split(";"))
                                .map(StepReader::read)
                                .toList());
    }

    /** {@return whether a client executes the impure action} */
    public boolean isImpure() {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.ClientAction action
                        && action.operation().name().equals("impure"));
    }

    /** {@return whether the network may deliver a message again, or to another connection} */
    public boolean repeatsMessages() {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Misdirect
                        || (step instanceof Step.Fault fault && REPEATING.contains(fault.fault())));
    }

    /** {@return this schedule with other steps} */
    public Schedule with(List<Step> others) {
        return new Schedule(setting, clients, others);
    }

    /** {@return this schedule with only these clients and without the steps of other clients} */
    public Schedule withClients(List<Participant> fewer) {
        List<String> names = fewer.stream().map(Participant::name).toList();
        return new Schedule(
                setting,
                fewer,
                steps.stream().filter(step -> names.containsAll(step.clients())).toList());
    }

    @Override
    public String toString() {
        return setting + " | " + clients.stream().map(Participant::toString).collect(Collectors.joining(" ")) + " | "
                + steps.stream().map(Step::toString).collect(Collectors.joining("; "));
    }
}
