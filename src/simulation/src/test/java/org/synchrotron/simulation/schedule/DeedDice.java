package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Deed;

/** Makes up actions. A run has the plain ones and by chance some of the special ones. */
final class DeedDice {

    private static final List<String> PLAIN = List.of(
            "create",
            "create",
            "create",
            "add",
            "add",
            "add",
            "write",
            "write",
            "grow",
            "grow",
            "grow",
            "claim",
            "claim",
            "remove",
            "renew",
            "spawn",
            "open",
            "open",
            "transfer",
            "transfer",
            "transfer");

    private static final List<String> SPECIAL =
            List.of("tagall", "copyprivate", "intrude", "legacy", "legacyintrude", "fragile", "impure");

    /** A server without the code cannot execute it. */
    private static final List<String> FOR_SERVER =
            List.of("create", "add", "write", "grow", "remove", "open", "transfer", "tagall");

    private static final int ROWS = 2;

    private final Random dice;
    private final List<String> names = new ArrayList<>(PLAIN);

    DeedDice(Random dice) {
        this.dice = dice;
        for (String special : SPECIAL) {
            if (dice.nextInt(4) == 0) {
                names.add(special);
                names.add(special);
            }
        }
    }

    Deed forClient(String user) {
        return deed(names.get(dice.nextInt(names.size())), user);
    }

    Deed forServer(String user) {
        List<String> possible = names.stream().filter(FOR_SERVER::contains).toList();
        return deed(possible.get(dice.nextInt(possible.size())), user);
    }

    private Deed deed(String name, String user) {
        return switch (name) {
            case "create" -> Deed.of(name, row(user), dice.nextInt(7));
            case "spawn" -> Deed.of(name, audience(user), dice.nextInt(7));
            case "add", "legacy", "fragile" -> Deed.of(name, row(user), 1 + dice.nextInt(9));
            case "write", "grow" -> Deed.of(name, row(user), dice.nextInt(100));
            case "tagall" -> Deed.of(name, dice.nextInt(100));
            case "open" -> Deed.of(name, account(shared(user)));
            case "transfer" -> transfer(shared(user));
            case "intrude", "legacyintrude" -> Deed.of(name, strangersRow(user));
            default -> Deed.of(name, row(user));
        };
    }

    private Deed transfer(String audience) {
        String from = account(audience);
        String to = account(audience);
        return from.equals(to) ? Deed.of("open", from) : Deed.of("transfer", from, to, 1 + dice.nextInt(40));
    }

    private String row(String user) {
        return Audiences.prefix(audience(user)) + dice.nextInt(ROWS);
    }

    /** Names with an x are used by nobody who may see the row. */
    private String strangersRow(String user) {
        List<String> others = Audiences.USERS.stream()
                .filter(each -> !each.equals(user))
                .map(each -> "u" + each)
                .toList();
        return others.get(dice.nextInt(others.size())) + "x" + dice.nextInt(ROWS);
    }

    private String account(String audience) {
        return audience + dice.nextInt(3);
    }

    private String audience(String user) {
        List<String> all = List.copyOf(Audiences.of(user));
        return dice.nextBoolean() ? Audiences.EVERYBODY : all.get(dice.nextInt(all.size()));
    }

    private String shared(String user) {
        List<String> shared =
                Audiences.SHARED.stream().filter(Audiences.of(user)::contains).toList();
        return shared.get(dice.nextInt(shared.size()));
    }
}
