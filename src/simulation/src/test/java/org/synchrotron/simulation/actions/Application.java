package org.synchrotron.simulation.actions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;

/** What a client and the server are given of the application. */
public final class Application {

    /** The tracked tables. */
    public static final List<String> TABLES = List.of("items", "accounts");

    /** Their DDL for a client's file. */
    public static final List<String> SCHEMA = List.of("""
            create table items (
                id text primary key not null, audience_key text not null,
                x bigint not null, t text not null, tag text)""", """
            create table accounts (
                id text primary key not null, audience_key text not null, balance bigint not null)""");

    private Application() {}

    /**
     * {@return the actions as a client knows them}
     *
     * @param chance gives another text at each call
     * @param breaksFor for which authors the fragile action throws
     */
    public static ActionCatalogue ofClient(Supplier<String> chance, Predicate<String> breaksFor) {
        List<ActionDefinition<?, ?>> all = new ArrayList<>(common(chance, breaksFor));
        all.add(ActionDefinition.of(new Legacy()));
        all.add(ActionDefinition.of(new LegacyIntrude()));
        return new ActionCatalogue(all);
    }

    /** {@return the actions as the server knows them} */
    public static ActionCatalogue ofServer(Supplier<String> chance) {
        List<ActionDefinition<?, ?>> all = new ArrayList<>(common(chance, author -> false));
        all.add(ActionDefinition.of(new Notice()));
        return new ActionCatalogue(all);
    }

    private static List<ActionDefinition<?, ?>> common(Supplier<String> chance, Predicate<String> breaksFor) {
        return List.of(
                ActionDefinition.of(new Create()),
                ActionDefinition.of(new Spawn()),
                ActionDefinition.of(new Add()),
                ActionDefinition.of(new Write()),
                ActionDefinition.of(new Essay()),
                ActionDefinition.of(new Append()),
                ActionDefinition.of(new QuietAppend()),
                ActionDefinition.of(new Grow()),
                ActionDefinition.of(new Claim()),
                ActionDefinition.of(new Remove()),
                ActionDefinition.of(new Renew()),
                ActionDefinition.of(new QuietRenew()),
                ActionDefinition.of(new Mirror()),
                ActionDefinition.of(new Twins()),
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
                ActionDefinition.of(new Fragile(breaksFor)),
                ActionDefinition.of(new Impure(chance)));
    }
}
