package org.synchrotron.action;

import jakarta.json.JsonObject;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.SystemTags;
import org.synchrotron.log.TagForm;

/**
 * An action in the catalogue: its tag, the record class of its arguments, and its code. Immutable.
 *
 * @param tag the tag of its records
 * @param argsType the record class of its arguments
 * @param replay which rows the logic concerns
 * @param action the logic; on the server a reference to a CDI bean
 */
public record ActionDefinition<A extends Record, R>(
        String tag, Class<A> argsType, ReplayPolicy replay, Action<A, R> action) {

    /**
     * {@return the definition of an action, from the annotation and the type arguments of its class}
     *
     * @throws IllegalArgumentException if the class has no {@link SyncAction}, or a tag that is the log's own or has not the form
     *     of tags ({@link TagForm}), or its arguments are not a public record class without a component {@code timestamp}
     */
    public static <A extends Record, R> ActionDefinition<A, R> of(Action<A, R> action) {
        return of(action.getClass(), action);
    }

    /** {@return the same for an action that is a proxy of the class {@code declared}} */
    public static <A extends Record, R> ActionDefinition<A, R> of(Class<?> declared, Action<A, R> action) {
        SyncAction annotation = declared.getAnnotation(SyncAction.class);
        if (annotation == null || annotation.value().isBlank()) {
            throw new IllegalArgumentException(
                    declared.getName() + " has no tag: annotate it with @SyncAction(\"a_name_v1\")");
        }
        requireTag(annotation.value(), declared);
        return new ActionDefinition<>(annotation.value(), argsType(declared), annotation.replay(), action);
    }

    private static void requireTag(String tag, Class<?> declared) {
        if (SystemTags.isSystem(tag)) {
            throw new IllegalArgumentException(
                    declared.getName() + ": the tag " + tag + " belongs to the log itself; choose another one");
        }
        if (!TagForm.fits(tag)) {
            throw new IllegalArgumentException(
                    declared.getName() + ": the tag '" + tag + "' does not have the form of tags: " + TagForm.WORDS);
        }
    }

    /** {@return the name of the action's class, for messages; of a proxy, that of the class with the annotation} */
    String className() {
        Class<?> own = action.getClass();
        return Stream.<Class<?>>iterate(own, Objects::nonNull, Class::getSuperclass)
                .filter(each -> each.isAnnotationPresent(SyncAction.class))
                .findFirst()
                .orElse(own)
                .getName();
    }

    /**
     * Runs the logic with arguments from the log.
     *
     * @return the action's result; null for none
     * @throws InvalidArguments if the arguments do not fit
     * @throws RowIdCollision if it inserts two rows with the same identity
     * @throws ActionBroken if it ends with an error or a checked exception
     */
    public @Nullable R run(JsonObject args, ActionArguments arguments, ActionContext context) {
        A read = arguments.read(this, args);
        try {
            return action.apply(read, context);
        } catch (RuntimeException failure) {
            throw context.rowIds().explained(failure);
        } catch (Throwable failure) {
            throw ActionBroken.by(failure);
        }
    }

    /** {@return the footprint of a record of this action, as it declares} It throws what {@link #run} throws. */
    public Footprint footprint(ActionRecord record, ActionArguments arguments) {
        A read = arguments.read(this, record.args());
        try {
            return action.footprint(read, new FootprintContext(record));
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw ActionBroken.by(failure);
        }
    }

    @SuppressWarnings("unchecked") // The class found is the first type argument of Action, which is A.
    private static <A extends Record> Class<A> argsType(Class<?> declared) {
        return (Class<A>) Stream.<Class<?>>iterate(declared, Objects::nonNull, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getGenericInterfaces()))
                .filter(each -> each instanceof ParameterizedType type && type.getRawType() == Action.class)
                .map(each -> argsType(declared, ((ParameterizedType) each).getActualTypeArguments()[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        declared.getName() + " must implement Action<Args, Result> with a record class as Args"));
    }

    private static Class<?> argsType(Class<?> declared, Type argument) {
        if (!(argument instanceof Class<?> type) || !type.isRecord()) {
            throw new IllegalArgumentException(declared.getName() + ": its arguments must be a record class");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException(type.getName()
                    + ": the record of an action's arguments must be public, for the JSON binding to read it");
        }
        if (Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(SystemTags.TIMESTAMP))) {
            throw new IllegalArgumentException(type.getName() + ": the argument 'timestamp' is given by the log itself;"
                    + " read it from ActionContext.timestamp() or choose another name");
        }
        return type;
    }
}
