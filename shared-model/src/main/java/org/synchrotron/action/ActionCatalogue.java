package org.synchrotron.action;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionRecord;

/** The actions that this replica can run, by tag and by the class of their arguments. Immutable. */
public final class ActionCatalogue {

    private final Map<String, ActionDefinition<?, ?>> byTag = new HashMap<>();
    private final Map<Class<?>, ActionDefinition<?, ?>> byArgs = new HashMap<>();

    /** @throws IllegalArgumentException if two actions share a tag or a class of arguments; the message names both */
    public ActionCatalogue(Collection<? extends ActionDefinition<?, ?>> definitions) {
        for (ActionDefinition<?, ?> definition : definitions) {
            requireOne(byTag.putIfAbsent(definition.tag(), definition), definition, "the tag " + definition.tag());
            requireOne(
                    byArgs.putIfAbsent(definition.argsType(), definition),
                    definition,
                    "arguments of " + definition.argsType().getName());
        }
    }

    private static void requireOne(
            @Nullable ActionDefinition<?, ?> other, ActionDefinition<?, ?> definition, String what) {
        if (other != null) {
            throw new IllegalArgumentException("two actions have " + what + ": " + other.className() + " and "
                    + definition.className() + "; give one of them another, or remove it");
        }
    }

    /** {@return the tags of all actions, sorted} */
    public SortedSet<String> tags() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byTag.keySet()));
    }

    /** {@return the action with this tag; empty if this replica does not have its code} */
    public Optional<ActionDefinition<?, ?>> byTag(String tag) {
        return Optional.ofNullable(byTag.get(tag));
    }

    /** {@return the footprint of the record, as its action declares; the grant without code or if the action fails} */
    public Footprint footprint(ActionRecord record, ActionArguments arguments) {
        ActionDefinition<?, ?> action = byTag.get(record.tag());
        if (action == null || !record.isReadable()) {
            return Footprint.GRANT;
        }
        try {
            return action.footprint(record, arguments);
        } catch (RuntimeException unknown) {
            // Usually the arguments do not fit; the run of the record then reports it to the author.
            return Footprint.GRANT;
        }
    }

    /**
     * {@return the action whose arguments are of this class}
     *
     * @throws IllegalArgumentException if no registered action accepts them
     */
    @SuppressWarnings("unchecked") // `byArgs` holds each definition under the class of its arguments.
    public <A extends Record> ActionDefinition<A, ?> of(A args) {
        ActionDefinition<?, ?> definition = byArgs.get(args.getClass());
        if (definition == null) {
            throw new IllegalArgumentException("no action is registered for arguments of "
                    + args.getClass().getName() + "; known tags: " + byTag.keySet());
        }
        return (ActionDefinition<A, ?>) definition;
    }
}
