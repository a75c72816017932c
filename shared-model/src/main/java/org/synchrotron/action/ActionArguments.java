package org.synchrotron.action;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbException;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.PortableJson;
import org.synchrotron.log.SystemTags;

/**
 * Converts an action's arguments between their Java record and the JSON of the log, and checks them by Bean Validation in both
 * directions. Thread-safe if the validator and the JSON binding are; the usual implementations are.
 */
public final class ActionArguments {

    private final Jsonb json;
    private final Validator validator;

    /** Creates a converter that uses this JSON binding and this validator. */
    public ActionArguments(Jsonb json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * {@return the arguments as the log stores them, with the field {@code "timestamp"}} JSON binding also writes methods of the
     * record whose name begins with {@code get} or {@code is}; they are left out, because no component receives them.
     *
     * @param timestampMs the wall time at the execution, in milliseconds since 1970-01-01T00:00:00Z
     * @throws InvalidArguments if they violate a constraint, have no JSON form, or hold a value that a database cannot store
     */
    public <A extends Record> JsonObject write(ActionDefinition<A, ?> action, A args, long timestampMs) {
        check(action, args);
        JsonObject written = DeclaredMembers.only(action.argsType(), json(action, args));
        PortableJson.unportablePart(written).ifPresent(what -> {
            throw new InvalidArguments(action.tag(), "they hold " + what, null);
        });
        return JsonText.object(written).add(SystemTags.TIMESTAMP, timestampMs).build();
    }

    private <A extends Record> JsonObject json(ActionDefinition<A, ?> action, A args) {
        try {
            return JsonText.read(json.toJson(args));
        } catch (JsonbException | MalformedJson e) {
            throw new InvalidArguments(action.tag(), "they have no JSON form", e);
        }
    }

    /**
     * {@return the path of the first member that the action's record does not declare, {@code timestamp} aside; empty if there is
     * none} Records in records, lists, arrays, maps and optional components are looked into; other classes may have any members.
     */
    public Optional<String> undeclared(ActionDefinition<?, ?> action, JsonObject args) {
        JsonObject own = JsonText.object(args).remove(SystemTags.TIMESTAMP).build();
        return DeclaredMembers.undeclared(action.argsType(), own);
    }

    /**
     * {@return the arguments as the action receives them}
     *
     * @throws InvalidArguments if the JSON does not fit the record, violates a constraint, or is a placeholder for arguments that
     *     cannot be read
     */
    public <A extends Record> A read(ActionDefinition<A, ?> action, JsonObject args) {
        if (args.containsKey(SystemTags.UNREADABLE)) {
            throw new InvalidArguments(action.tag(), "they cannot be read from the database", null);
        }
        A read;
        try {
            read = json.fromJson(args.toString(), action.argsType());
        } catch (JsonbException | JsonException e) {
            throw new InvalidArguments(action.tag(), "they do not fit the action's record", e);
        }
        check(action, read);
        return read;
    }

    private <A extends Record> void check(ActionDefinition<A, ?> action, A args) {
        String broken = validator.validate(args).stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining("; "));
        if (!broken.isEmpty()) {
            throw new InvalidArguments(action.tag(), broken, null);
        }
    }
}
