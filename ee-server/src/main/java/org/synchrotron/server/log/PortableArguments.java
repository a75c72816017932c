package org.synchrotron.server.log;

import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.PortableTime;

/**
 * Binds texts, and values with a portable text, without an SQL type. PostgreSQL then infers the type that the statement needs
 * (uuid, timestamp, json, text), so that an action's statement is the same on PostgreSQL and on SQLite, where all these are text.
 * Numbers and booleans keep their type. Thread-safe.
 */
final class PortableArguments implements ArgumentFactory.Preparable {

    private static final List<Class<?>> PORTABLE = List.of(
            CharSequence.class,
            UUID.class,
            Instant.class,
            OffsetDateTime.class,
            LocalDate.class,
            Enum.class,
            JsonValue.class);

    @Override
    public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
        Class<?> erased = GenericTypes.getErasedType(type);
        return PORTABLE.stream().anyMatch(each -> each.isAssignableFrom(erased))
                ? Optional.of(PortableArguments::argument)
                : Optional.empty();
    }

    @Override
    public Optional<Argument> build(Type type, @Nullable Object value, ConfigRegistry config) {
        return prepare(type, config).map(argument -> argument.apply(value));
    }

    private static Argument argument(@Nullable Object value) {
        return value == null
                ? (position, statement, context) -> statement.setNull(position, Types.OTHER)
                : (position, statement, context) -> statement.setObject(position, text(value), Types.OTHER);
    }

    private static String text(Object value) {
        if (value instanceof Instant instant) {
            return PortableTime.text(instant);
        }
        if (value instanceof OffsetDateTime time) {
            return text(time.toInstant());
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
}
