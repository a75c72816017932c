package org.synchrotron.client.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a record's effects stand in the tables at present. */
public enum Applied {
    /** Its known effects; of a correction, those that count. */
    KNOWN,
    /** What its logic did here: a prediction. */
    LOGIC;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Applied of(@Nullable String text) {
        return text == null ? null : valueOf(text.toUpperCase(Locale.ROOT));
    }
}
