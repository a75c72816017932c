package org.synchrotron.simulation.actions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that the steps of a run give to founded audiences and to their rows: {@code f1}, and {@code f1.0} for a row. What they stand for
 * is known once the founding record was executed, because the audience holds its id. Mutable.
 */
public final class FoundedNames {

    /** The kind of all audiences that are founded. */
    static final String KIND = "f";

    private static final String PREFIX = KIND + ":";
    private static final String NAME = KIND + "\\d+(\\.\\w+)?";

    private final Map<String, String> audiences = new HashMap<>();

    /** {@return the audience that the record founds if its action is {@link Found}} */
    public static String audience(String record) {
        return PREFIX + record;
    }

    /** {@return whether a record founded the audience} */
    public static boolean isFounded(String audience) {
        return audience.startsWith(PREFIX);
    }

    /** {@return the id of the record that founded the audience} */
    public static String founder(String audience) {
        return audience.substring(PREFIX.length());
    }

    /** {@return the names of users, each one letter, one by one} */
    public static List<String> users(String letters) {
        return letters.chars().mapToObj(Character::toString).toList();
    }

    /** {@return the id of a row of a founded audience} */
    static String row(String audience, String name) {
        return audience + "/" + name;
    }

    /** The record with this id was executed. */
    public void executed(Operation operation, String record) {
        if (operation.isFounding()) {
            audiences.put(operation.words().get(0), audience(record));
        }
    }

    /** {@return the operation with audiences and rows for names; empty if one of them stands for nothing yet} */
    public Optional<Operation> resolve(Operation operation) {
        if (operation.isFounding()) {
            return Optional.of(operation);
        }
        List<String> words = new ArrayList<>();
        for (String word : operation.words()) {
            if (word.matches(NAME)) {
                String[] parts = word.split("\\.", -1);
                String audience = audiences.get(parts[0]);
                if (audience == null) {
                    return Optional.empty();
                }
                words.add(parts.length == 1 ? audience : row(audience, parts[1]));
            } else {
                words.add(word);
            }
        }
        return Optional.of(new Operation(operation.name(), words));
    }
}
