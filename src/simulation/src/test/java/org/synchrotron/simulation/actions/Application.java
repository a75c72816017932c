package org.synchrotron.simulation.actions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;

/** The simulated application: its tables, and its actions as clients and the server know them. */
public final class Application {

    /** The tracked tables. */
    public static final List<String> TABLES = List.of("items", "accounts", "memberships");

    /** The schema steps of each generation of the client's program, on top of those before: tables, and the application's triggers. */
    private static final List<List<String>> GENERATIONS =
            List.of(List.of("""
            create table items (
                id text primary key not null, audience_key text not null,
                x bigint not null, t text not null, tag text, code text unique)""", """
            create table accounts (
                id text primary key not null, audience_key text not null, balance bigint not null)""", """
            create table memberships (
                id text primary key not null, audience_key text not null, member text not null)""", """
            create trigger count_member after insert on memberships
            begin update items set x = x + 1 where id = new.audience_key || '/0'; end"""), List.of("""
            alter table accounts add column moves bigint not null default 0""", """
            create trigger count_move after update of balance on accounts
            begin update accounts set moves = moves + 1 where id = new.id; end"""), List.of("""
            alter table items add column strict text not null generated always as (nullif(coalesce(tag, ''), 'filled'))"""));

    /** The generation of the client's program whose tables are the server's. */
    public static final int PRESENT = 1;

    /** The generation whose table does not hold items that a migration of the server has tagged. No program becomes this one. */
    public static final int STRICT = 2;

    private Application() {}

    /** {@return the schema steps of a program of this generation, for a client's file} */
    public static List<String> schema(int generation) {
        return GENERATIONS.subList(0, generation + 1).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** {@return whether there is a later generation of the client's program than this} */
    public static boolean hasLater(int generation) {
        return generation < PRESENT;
    }

    /**
     * {@return the actions as a client knows them}
     *
     * @param distinctText returns a different text at each call
     * @param failsFor the authors for which the fragile action throws
     */
    public static ActionCatalogue ofClient(Supplier<String> distinctText, Predicate<String> failsFor) {
        List<ActionDefinition<?, ?>> all = new ArrayList<>(common(distinctText, failsFor));
        all.add(ActionDefinition.of(new Legacy()));
        all.add(ActionDefinition.of(new LegacyIntrude()));
        return new ActionCatalogue(all);
    }

    /**
     * {@return the actions as the server knows them}
     *
     * @param distinctText returns a different text at each call
     */
    public static ActionCatalogue ofServer(Supplier<String> distinctText) {
        List<ActionDefinition<?, ?>> all = new ArrayList<>(common(distinctText, author -> false));
        all.add(ActionDefinition.of(new Notice()));
        return new ActionCatalogue(all);
    }

    /** {@return the tags of all actions that only clients know: the server's retired actions at the beginning of a run} */
    public static Set<String> retiredTags() {
        return tags(List.of("legacy", "legacyintrude"));
    }

    /** {@return the tags of these operations' actions} */
    public static Set<String> tags(Collection<String> operations) {
        return operations.stream().map(name -> name + "_v1").collect(Collectors.toSet());
    }

    private static List<ActionDefinition<?, ?>> common(Supplier<String> distinctText, Predicate<String> failsFor) {
        return List.of(
                ActionDefinition.of(new Create()),
                ActionDefinition.of(new Found()),
                ActionDefinition.of(new Fill()),
                ActionDefinition.of(new Spawn()),
                ActionDefinition.of(new Add()),
                ActionDefinition.of(new Borrow()),
                ActionDefinition.of(new Write()),
                ActionDefinition.of(new Essay()),
                ActionDefinition.of(new Append()),
                ActionDefinition.of(new QuietAppend()),
                ActionDefinition.of(new Grow()),
                ActionDefinition.of(new Claim()),
                ActionDefinition.of(new Reserve()),
                ActionDefinition.of(new Remove()),
                ActionDefinition.of(new Renew()),
                ActionDefinition.of(new QuietRenew()),
                ActionDefinition.of(new Mirror()),
                ActionDefinition.of(new InsertTwice()),
                ActionDefinition.of(new TagAll()),
                ActionDefinition.of(new QuietTag()),
                ActionDefinition.of(new Untag()),
                ActionDefinition.of(new AddAll()),
                ActionDefinition.of(new Sweep()),
                ActionDefinition.of(new CopyPrivate()),
                ActionDefinition.of(new Signpost()),
                ActionDefinition.of(new Open()),
                ActionDefinition.of(new Transfer()),
                ActionDefinition.of(new Intrude()),
                ActionDefinition.of(new Fragile(failsFor)),
                ActionDefinition.of(new Impure(distinctText)));
    }
}
