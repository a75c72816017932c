package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.SystemTags;

/**
 * Converts a {@code jsonb} column to and from a JSON object, for JPA. For JSON that cannot be read, the object has only the member
 * {@link SystemTags#UNREADABLE}. Thread-safe.
 */
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
        return column == null ? null : read(column.toString());
    }

    private static JsonObject read(String text) {
        try {
            return JsonText.read(text);
        } catch (MalformedJson e) {
            return JsonText.object()
                    .add(SystemTags.UNREADABLE, String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
