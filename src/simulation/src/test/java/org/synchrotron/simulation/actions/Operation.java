package org.synchrotron.simulation.actions;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An action with its arguments, in words of the schedule language: {@code add p1 5}.
 *
 * @param name the name of the action
 * @param words the arguments of the action
 */
public record Operation(String name, List<String> words) {

    public Operation {
        words = List.copyOf(words);
    }

    public static Operation of(String name, Object... words) {
        return new Operation(name, Arrays.stream(words).map(String::valueOf).toList());
    }

    /**
     * {@return the action's arguments}
     *
     * @throws IllegalArgumentException if there is no such action
     */
    public Record arguments() {
        return switch (name) {
            case "create" -> new Create.Args(word(0), number(1));
            case "fill" -> new Fill.Args(word(0), number(1));
            case "found" -> new Found.Args(word(1));
            case "spawn" -> new Spawn.Args(word(0), number(1));
            case "add" -> new Add.Args(word(0), number(1));
            case "borrow" -> new Borrow.Args(word(0), word(1));
            case "essay" -> Essay.Args.ofBytes(word(0), number(1));
            case "write" -> new Write.Args(word(0), word(1));
            case "append" -> new Append.Args(word(0), word(1));
            case "quietappend" -> new QuietAppend.Args(word(0), word(1));
            case "grow" -> new Grow.Args(word(0), word(1));
            case "claim" -> new Claim.Args(word(0));
            case "reserve" -> new Reserve.Args(word(0), word(1));
            case "remove" -> new Remove.Args(word(0));
            case "renew" -> new Renew.Args(word(0));
            case "quietrenew" -> new QuietRenew.Args(word(0));
            case "mirror" -> new Mirror.Args(word(0));
            case "inserttwice" ->
                new InsertTwice.Args(word(0), word(1), InsertTwice.Way.valueOf(word(2).toUpperCase(Locale.ROOT)));
            case "notice" -> new Notice.Args(word(0), word(1));
            case "tagall" -> new TagAll.Args(word(0));
            case "quiettag" -> new QuietTag.Args(word(0));
            case "untag" -> new Untag.Args(word(0));
            case "addall" -> new AddAll.Args(number(0));
            case "sweep" -> new Sweep.Args(number(0));
            case "signpost" -> new Signpost.Args(word(0), word(1), word(2));
            case "copyprivate" -> new CopyPrivate.Args(word(0));
            case "open" -> new Open.Args(word(0));
            case "transfer" -> new Transfer.Args(word(0), word(1), number(2));
            case "intrude" -> new Intrude.Args(word(0));
            case "legacy" -> new Legacy.Args(word(0), number(1));
            case "legacyintrude" -> new LegacyIntrude.Args(word(0));
            case "fragile" -> new Fragile.Args(word(0), number(1));
            case "impure" -> new Impure.Args(word(0));
            default -> throw new IllegalArgumentException("there is no action named " + name);
        };
    }

    /** {@return whether it founds an audience; its first word is the name by which steps refer to that} */
    boolean isFounding() {
        return name.equals("found");
    }

    private String word(int index) {
        return words.get(index);
    }

    private long number(int index) {
        return Long.parseLong(words.get(index));
    }

    @Override
    public String toString() {
        return words.isEmpty() ? name : name + " " + String.join(" ", words);
    }
}
