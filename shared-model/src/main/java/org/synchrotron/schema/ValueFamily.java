package org.synchrotron.schema;

import java.util.Optional;

/** The portable types whose values have the same form in JSON, so that a value of one may be read as a value of another. */
enum ValueFamily {
    STRINGS("strings"),
    NUMBERS("numbers"),
    BOOLEANS("booleans"),
    BYTES("bytes"),
    JSON("JSON");

    private final String words;

    ValueFamily(String words) {
        this.words = words;
    }

    /** {@return the family of a portable type; empty for a type that this version does not know} */
    static Optional<ValueFamily> of(String type) {
        return switch (type) {
            case "text", "uuid", "date", "timestamp" -> Optional.of(STRINGS);
            case "smallint", "integer", "bigint", "real", "decimal" -> Optional.of(NUMBERS);
            case "boolean" -> Optional.of(BOOLEANS);
            case "bytes" -> Optional.of(BYTES);
            case "json" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }

    /** {@return what the columns hold, for a sentence} */
    String words() {
        return words;
    }
}
