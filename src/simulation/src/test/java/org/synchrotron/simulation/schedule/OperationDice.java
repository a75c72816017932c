package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Operation;

/** Makes up actions. A run has the plain ones and by chance some of the special ones. */
final class OperationDice {

    /** A run is about some of these; what nothing is about comes up now and then. */
    private static final List<List<String>> THEMES = List.of(
            List.of("create", "add", "add", "grow", "grow", "write", "remove", "renew", "spawn"),
            List.of(
                    "transfer",
                    "transfer",
                    "transfer",
                    "transfer",
                    "transfer",
                    "transfer",
                    "transfer",
                    "claim",
                    "claim",
                    "claim",
                    "open"),
            List.of("tagall", "addall", "addall", "create", "remove", "add"),
            List.of("sweep", "quiettag", "signpost", "copyprivate", "create", "add", "write"),
            List.of("intrude", "legacy", "legacyintrude", "fragile", "impure", "create", "grow"));

    /** A server without the code cannot execute it. */
    private static final List<String> FOR_SERVER =
            List.of("create", "add", "write", "grow", "remove", "open", "transfer", "tagall", "addall");

    /** What a server may not take: actions that it does not know, and what is too long for a message. */
    private static final List<String> NOT_TAKEN =
            List.of("legacy", "legacy", "legacy", "legacyintrude", "essay", "essay");

    private static final List<String> OF_ONE_ROW = List.of("add", "grow", "write", "remove", "renew");

    private static final int ROWS = 2;

    /** About as long as a message may be where messages are short. */
    private static final int SHORTEST_ESSAY = 10_500;

    private static final int LONGEST_ESSAY = 12_500;

    /** So many writes set a cell to null. */
    private static final int NULLS_PERCENT = 40;

    private final Random dice;
    private final List<String> names = new ArrayList<>();

    OperationDice(Random dice) {
        this.dice = dice;
        names.addAll(THEMES.get(dice.nextInt(THEMES.size())));
        for (List<String> theme : THEMES) {
            if (dice.nextInt(3) == 0) {
                names.addAll(theme);
            }
        }
        names.add("create");
    }

    /** {@return what a user begins with: rows to work on} */
    List<Operation> beginning(String user) {
        return List.of(
                Operation.of("create", row(user), dice.nextInt(7)),
                Operation.of("create", Audiences.prefix("u:" + user) + "0", dice.nextInt(7)),
                Operation.of("open", Audiences.EVERYBODY + 0),
                Operation.of("open", Audiences.EVERYBODY + 1));
    }

    Operation forClient(String user) {
        return operation(names.get(dice.nextInt(names.size())), user);
    }

    /** {@return something that a server may not take; its first word is a row} */
    Operation notTaken(String user) {
        return operation(NOT_TAKEN.get(dice.nextInt(NOT_TAKEN.size())), user);
    }

    /** {@return something that is done to this row} */
    Operation onRow(String row) {
        return operationOn(row, OF_ONE_ROW.get(dice.nextInt(OF_ONE_ROW.size())));
    }

    /** {@return something that is done to any row of this user} */
    Operation onAnyRow(String user) {
        return onRow(row(user));
    }

    /** {@return something that is done to all rows} */
    Operation onAll() {
        return Operation.of("addall", 1 + dice.nextInt(4));
    }

    Operation forServer(String user) {
        List<String> possible = names.stream().filter(FOR_SERVER::contains).toList();
        return operation(possible.get(dice.nextInt(possible.size())), user);
    }

    private Operation operation(String name, String user) {
        return switch (name) {
            case "spawn" -> Operation.of(name, audience(user), dice.nextInt(7));
            case "addall", "sweep" -> Operation.of(name, 1 + dice.nextInt(4));
            case "signpost" -> Operation.of(name, row(user), row(user), dice.nextInt(100));
            case "tagall", "quiettag" -> Operation.of(name, dice.nextInt(100));
            case "open" -> Operation.of(name, account(shared(user)));
            case "transfer" -> transfer(shared(user));
            case "intrude", "legacyintrude" -> Operation.of(name, strangersRow(user));
            default -> operationOn(row(user), name);
        };
    }

    private Operation operationOn(String row, String name) {
        return switch (name) {
            case "create" -> Operation.of(name, row, dice.nextInt(7));
            case "add", "legacy", "fragile" -> Operation.of(name, row, 1 + dice.nextInt(9));
            case "write" -> write(row, dice.nextInt(100));
            case "grow" -> Operation.of(name, row, dice.nextInt(100));
            case "essay" -> Operation.of(name, row, dice.nextInt(SHORTEST_ESSAY, LONGEST_ESSAY));
            default -> Operation.of(name, row);
        };
    }

    private static Operation write(String row, int text) {
        return text < NULLS_PERCENT ? Operation.of("untag", row) : Operation.of("write", row, text);
    }

    private Operation transfer(String audience) {
        int from = dice.nextInt(ROWS);
        return Operation.of("transfer", audience + from, audience + (ROWS - 1 - from), 1 + dice.nextInt(45));
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
        return audience + dice.nextInt(ROWS);
    }

    private String audience(String user) {
        List<String> all = List.copyOf(Audiences.of(user));
        return dice.nextBoolean() ? Audiences.EVERYBODY : all.get(dice.nextInt(all.size()));
    }

    private String shared(String user) {
        if (dice.nextInt(3) > 0) {
            return Audiences.EVERYBODY;
        }
        List<String> shared =
                Audiences.SHARED.stream().filter(Audiences.of(user)::contains).toList();
        return shared.get(dice.nextInt(shared.size()));
    }
}
