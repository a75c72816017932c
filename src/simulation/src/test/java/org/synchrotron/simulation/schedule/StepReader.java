package org.synchrotron.simulation.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synchrotron.simulation.actions.Operation;

/** Reads steps from the schedule language. */
public final class StepReader {

    private StepReader() {}

    /**
     * {@return the step that the text describes}
     *
     * @throws IllegalArgumentException if the text is not a step
     */
    public static Step read(String text) {
        List<String> words = Arrays.asList(text.strip().split(" "));
        return switch (words.get(0)) {
            case "do" -> new Step.ClientAction(words.get(1), operation(words));
            case "serve" -> new Step.ServerAction(words.get(1), operation(words));
            case "join" -> new Step.Membership(words.get(1), words.get(2), true);
            case "leave" -> new Step.Membership(words.get(1), words.get(2), false);
            case "role" -> new Step.DatabaseRole(words.get(1), true);
            case "unrole" -> new Step.DatabaseRole(words.get(1), false);
            case "wait" -> new Step.Wait(Long.parseLong(words.get(1)));
            case "online" -> new Step.Connectivity(words.get(1), true);
            case "offline" -> new Step.Connectivity(words.get(1), false);
            case "die" -> new Step.Crash(words.get(1), Integer.parseInt(words.get(2)));
            case "stray" -> new Step.Misdirect(words.get(1), words.get(2), direction(words.get(3)));
            case "silence" -> new Step.Silence(words.get(1), Long.parseLong(words.get(2)));
            case "busy" -> new Step.Busy(Long.parseLong(words.get(1)));
            case "outage" -> new Step.Outage(Long.parseLong(words.get(1)));
            case "locked", "cancelled", "stale", "full" ->
                new Step.FailedWrite(Integer.parseInt(words.get(1)), WriteFault.of(words.get(0)));
            case "migrate" -> new Step.Migration(ServerMigration.of(words.get(1)));
            case "spoil" -> new Step.Spoil(Integer.parseInt(words.get(1)));
            case "withdraw" -> new Step.Withdrawal(Integer.parseInt(words.get(1)));
            case "retain" -> new Step.Removal(Long.parseLong(words.get(1)));
            case "retired" -> new Step.Retire(retired(words.subList(1, words.size())));
            case "retry" -> new Step.Decision(words.get(1), true);
            case "discard" -> new Step.Decision(words.get(1), false);
            case "renew" -> new Step.Renewal(words.get(1));
            case "upgrade" -> new Step.Upgrade(words.get(1));
            case "cutlog" -> new Step.Cut(words.get(1));
            case "backup" -> new Step.Backup(false);
            case "restore" -> new Step.Backup(true);
            case "restart" -> new Step.Restart();
            case "deafcommit" -> new Step.LostCommitAnswer();
            default -> new Step.Fault(words.get(1), fault(words.get(0)), direction(words.get(2)));
        };
    }

    private static Operation operation(List<String> words) {
        return new Operation(words.get(2), words.subList(3, words.size()));
    }

    private static List<String> retired(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("retired needs names of operations, or none");
        }
        return words.equals(List.of("none")) ? List.of() : words;
    }

    private static Direction direction(String word) {
        return Direction.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static NetworkFault fault(String word) {
        return NetworkFault.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
