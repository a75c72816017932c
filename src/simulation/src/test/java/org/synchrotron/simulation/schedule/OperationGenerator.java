package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Operation;

/** Generates operations. The operations of a run come from one or more themes, which are chosen at random. */
final class OperationGenerator {

    /** The themes of runs: lists of operations, which repeat an operation to make it more frequent. */
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
            List.of("reserve", "reserve", "reserve", "reserve", "create", "create", "remove", "renew", "add"),
            List.of("borrow", "borrow", "borrow", "grow", "add", "create", "write", "remove"),
            List.of("intrude", "legacy", "legacyintrude", "fragile", "impure", "create", "grow"));

    /** The operations that the server also executes itself; it cannot execute an action whose code it lacks. */
    private static final List<String> FOR_SERVER =
            List.of("create", "add", "write", "grow", "remove", "open", "transfer", "tagall", "addall");

    /** Operations that the server may refuse: actions that it does not know, and records that are too long for a message. */
    private static final List<String> REFUSABLE =
            List.of("legacy", "legacy", "legacy", "legacyintrude", "essay", "essay");

    private static final List<String> OF_ONE_ROW = List.of("add", "grow", "write", "remove", "renew");

    /** Operations whose actions declare audiences or rows. An undeclared one that is late makes nearly all later ones run again. */
    private static final List<String> DECLARED = List.of("create", "add", "grow", "borrow", "reserve", "transfer");

    private static final int ROWS = 2;
    private static final int CODES = 4;

    /** Essays have about the length of the lower limit for messages, in bytes. */
    private static final int SHORTEST_ESSAY = 10_500;

    private static final int LONGEST_ESSAY = 12_500;

    /** The percentage of writes that set a cell to null. */
    private static final int NULLS_PERCENT = 40;

    private final Random random;
    private final List<String> names = new ArrayList<>();

    OperationGenerator(Random random) {
        this.random = random;
        names.addAll(THEMES.get(random.nextInt(THEMES.size())));
        for (List<String> theme : THEMES) {
            if (random.nextInt(3) == 0) {
                names.addAll(theme);
            }
        }
        names.add("create");
        if (random.nextInt(4) == 0) {
            names.retainAll(DECLARED);
        }
    }

    /** {@return whether clients may execute the impure action} */
    boolean isImpure() {
        return names.contains("impure");
    }

    /** {@return whether clients may execute the action that reserves codes, which no two items may have} */
    boolean reservesCodes() {
        return names.contains("reserve");
    }

    /** {@return the first operations of a user, which create rows} */
    List<Operation> initial(String user) {
        return List.of(
                Operation.of("create", row(user), random.nextInt(7)),
                Operation.of("create", Audiences.prefix("u:" + user) + "0", random.nextInt(7)),
                Operation.of("open", Audiences.EVERYBODY + 0),
                Operation.of("open", Audiences.EVERYBODY + 1));
    }

    Operation forClient(String user) {
        return operation(names.get(random.nextInt(names.size())), user);
    }

    /** {@return an operation that the server may refuse; its first word is a row} */
    Operation refusable(String user) {
        return operation(REFUSABLE.get(random.nextInt(REFUSABLE.size())), user);
    }

    /** {@return an operation on this row} */
    Operation onRow(String row) {
        return operationOn(row, OF_ONE_ROW.get(random.nextInt(OF_ONE_ROW.size())));
    }

    /** {@return an operation on any row that this user may see} */
    Operation onAnyRow(String user) {
        return onRow(row(user));
    }

    /** {@return an operation on all rows} */
    Operation onAll() {
        return Operation.of("addall", 1 + random.nextInt(4));
    }

    Operation forServer(String user) {
        List<String> possible = names.stream().filter(FOR_SERVER::contains).toList();
        return operation(possible.get(random.nextInt(possible.size())), user);
    }

    private Operation operation(String name, String user) {
        return switch (name) {
            case "spawn" -> Operation.of(name, audience(user), random.nextInt(7));
            case "addall", "sweep" -> Operation.of(name, 1 + random.nextInt(4));
            case "signpost" -> Operation.of(name, row(user), row(user), random.nextInt(100));
            case "tagall", "quiettag" -> Operation.of(name, random.nextInt(100));
            case "open" -> Operation.of(name, account(shared(user)));
            case "transfer" -> transfer(shared(user));
            case "borrow" -> borrow(user);
            case "intrude", "legacyintrude" -> Operation.of(name, strangersRow(user));
            default -> operationOn(row(user), name);
        };
    }

    private Operation operationOn(String row, String name) {
        return switch (name) {
            case "create" -> Operation.of(name, row, random.nextInt(7));
            case "add", "legacy", "fragile" -> Operation.of(name, row, 1 + random.nextInt(9));
            case "write" -> write(row, random.nextInt(100));
            case "grow" -> Operation.of(name, row, random.nextInt(100));
            case "reserve" -> Operation.of(name, row, random.nextInt(CODES));
            case "essay" -> Operation.of(name, row, random.nextInt(SHORTEST_ESSAY, LONGEST_ESSAY));
            default -> Operation.of(name, row);
        };
    }

    private static Operation write(String row, int text) {
        return text < NULLS_PERCENT ? Operation.of("untag", row) : Operation.of("write", row, text);
    }

    private Operation transfer(String audience) {
        int from = random.nextInt(ROWS);
        return Operation.of("transfer", audience + from, audience + (ROWS - 1 - from), 1 + random.nextInt(45));
    }

    /** Often what is written is read by nobody else, so that later writers of what is read do not run again. */
    private Operation borrow(String user) {
        return random.nextInt(3) == 0
                ? Operation.of("borrow", row(user), audience(user))
                : Operation.of("borrow", Audiences.prefix("u:" + user) + 0, shared(user));
    }

    private String row(String user) {
        return Audiences.prefix(audience(user)) + random.nextInt(ROWS);
    }

    /**
     * {@return the name of a private row of another user; names with an x are used only here, never by a user who may see the
     * row}
     */
    private String strangersRow(String user) {
        List<String> others = Audiences.USERS.stream()
                .filter(each -> !each.equals(user))
                .map(each -> "u" + each)
                .toList();
        return others.get(random.nextInt(others.size())) + "x" + random.nextInt(ROWS);
    }

    private String account(String audience) {
        return audience + random.nextInt(ROWS);
    }

    private String audience(String user) {
        List<String> all = List.copyOf(Audiences.of(user));
        return random.nextBoolean() ? Audiences.EVERYBODY : all.get(random.nextInt(all.size()));
    }

    private String shared(String user) {
        if (random.nextInt(3) > 0) {
            return Audiences.EVERYBODY;
        }
        List<String> shared =
                Audiences.SHARED.stream().filter(Audiences.of(user)::contains).toList();
        return shared.get(random.nextInt(shared.size()));
    }
}
