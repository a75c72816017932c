package org.synchrotron.client.store.sqlite;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.PortableTime;

/** Jdbi on a client's file: values that SQLite has no type for are bound and read in their portable form. */
public final class PortableSql {

    private PortableSql() {}

    /** {@return Jdbi over this one connection; its handles neither end the transaction nor close the connection} */
    public static Jdbi over(Connection connection) {
        // As on the server: the transaction is not the handle's to end.
        Jdbi jdbi = Jdbi.create(connection).setTransactionHandler(new CMTTransactionHandler());
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        // A query that nobody read to its end would keep the state of the file that it saw.
        jdbi.getConfig(SqlStatements.class).setAttachAllStatementsForCleanup(true);
        text(jdbi, Instant.class, PortableTime::text, Instant::parse);
        text(jdbi, OffsetDateTime.class, time -> PortableTime.text(time.toInstant()), OffsetDateTime::parse);
        text(jdbi, LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(jdbi, UUID.class, UUID::toString, UUID::fromString);
        text(jdbi, BigDecimal.class, BigDecimal::toPlainString, BigDecimal::new);
        jdbi.registerArgument(new Values<>(Boolean.class, Types.INTEGER, value -> value ? 1 : 0));
        return jdbi;
    }

    private static <T> void text(Jdbi jdbi, Class<T> type, Function<T, String> write, Function<String, T> read) {
        jdbi.registerArgument(new Values<>(type, Types.VARCHAR, write::apply));
        ColumnMapper<T> mapper = (row, column, context) -> {
            String text = row.getString(column);
            return text == null ? null : read.apply(text);
        };
        jdbi.registerColumnMapper(type, mapper);
    }

    /** Binds the values of one type; prepared, because Jdbi asks its own prepared factories before all others. */
    private record Values<T>(Class<T> type, int sqlType, Function<T, Object> write)
            implements ArgumentFactory.Preparable {

        @Override
        public Optional<Function<Object, Argument>> prepare(Type declared, ConfigRegistry config) {
            return declared.equals(type) ? Optional.of(this::argument) : Optional.empty();
        }

        @Override
        public Optional<Argument> build(Type declared, @Nullable Object value, ConfigRegistry config) {
            return declared.equals(type) || type.isInstance(value) ? Optional.of(argument(value)) : Optional.empty();
        }

        private Argument argument(@Nullable Object value) {
            return (position, statement, context) -> bind(statement, position, value);
        }

        private void bind(PreparedStatement statement, int position, @Nullable Object value) throws SQLException {
            if (value == null) {
                statement.setNull(position, sqlType);
            } else {
                statement.setObject(position, write.apply(type.cast(value)));
            }
        }
    }
}
