package org.synchrotron.server.log;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Binds texts, and whatever has a portable text, without a type of their own: PostgreSQL then takes them as what the statement
 * needs (a uuid, a timestamp, json, text), so that an action's statement is the same here and in SQLite, where all these are
 * text. Numbers and booleans stay what they are.
 */
final class PortableArguments implements ArgumentFactory {

    @Override
    public Optional<Argument> build(Type type, @Nullable Object value, ConfigRegistry config) {
        return Optional.ofNullable(text(value))
                .map(text -> (position, statement, context) -> statement.setObject(position, text, Types.OTHER));
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof CharSequence || value instanceof UUID || value instanceof LocalDate) {
            return value.toString();
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MICROS).toString();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().truncatedTo(ChronoUnit.MICROS).toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof JsonValue json && !(value instanceof JsonString) ? json.toString() : null;
    }
}
