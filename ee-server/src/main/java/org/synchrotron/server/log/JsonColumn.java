package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import org.synchrotron.log.JsonText;

/** Converts a {@code jsonb} column to and from a JSON object, for JPA. Thread-safe. */
@Converter
public class JsonColumn implements AttributeConverter<JsonObject, Object> {

    @Override
    public @Nullable Object convertToDatabaseColumn(@Nullable JsonObject json) {
        if (json == null) {
            return null;
        }
        try {
            PGobject column = new PGobject();
            column.setType("jsonb");
            column.setValue(JsonText.of(json));
            return column;
        } catch (SQLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public @Nullable JsonObject convertToEntityAttribute(@Nullable Object column) {
        return column == null ? null : JsonText.read(column.toString());
    }
}
