package org.synchrotron.simulation.schedule;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A whole run. Its text is one line, from which it can be read again. */
public record Schedule(Setting setting, List<Participant> clients, List<Step> steps) {

    private static final Set<NetworkFault> REPEATING = EnumSet.of(NetworkFault.TWICE, NetworkFault.AGAIN);

    public Schedule {
        clients = List.copyOf(clients);
        steps = List.copyOf(steps);
    }

    /**
     * {@return the schedule that the line says}
     *
     * @throws IllegalArgumentException if it says none
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
                        : Arrays.stream(parts[2].split(";")).map(StepText::read).toList());
    }

    /** {@return whether an action is executed that does something else each time} */
    public boolean isImpure() {
        return steps.stream()
                .anyMatch(step ->
                        step instanceof Step.Act act && act.operation().name().equals("impure"));
    }

    /** {@return whether the network may say a message again that it has brought before, or bring it to somebody else} */
    public boolean repeatsMessages() {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Stray
                        || (step instanceof Step.Trouble trouble && REPEATING.contains(trouble.fault())));
    }

    /** {@return the same with other steps} */
    public Schedule with(List<Step> others) {
        return new Schedule(setting, clients, others);
    }

    /** {@return the same with fewer clients; steps of the others go} */
    public Schedule withClients(List<Participant> fewer) {
        List<String> names = fewer.stream().map(Participant::name).toList();
        return new Schedule(
                setting,
                fewer,
                steps.stream()
                        .filter(step -> names.containsAll(clientsOf(step)))
                        .toList());
    }

    private static List<String> clientsOf(Step step) {
        if (step instanceof Step.Act act) {
            return List.of(act.client());
        }
        if (step instanceof Step.Switch change) {
            return List.of(change.client());
        }
        if (step instanceof Step.Die die) {
            return List.of(die.client());
        }
        if (step instanceof Step.Trouble trouble) {
            return List.of(trouble.client());
        }
        if (step instanceof Step.Silence silence) {
            return List.of(silence.client());
        }
        if (step instanceof Step.Decide decide) {
            return List.of(decide.client());
        }
        return step instanceof Step.Stray stray ? List.of(stray.from(), stray.to()) : List.of();
    }

    @Override
    public String toString() {
        return setting + " | " + clients.stream().map(Participant::toString).collect(Collectors.joining(" ")) + " | "
                + steps.stream().map(Step::toString).collect(Collectors.joining("; "));
    }
}
