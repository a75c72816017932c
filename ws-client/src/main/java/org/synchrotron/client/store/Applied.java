package org.synchrotron.client.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which effects of a record are in the tables at present. */
public enum Applied {
    /** None. */
    NOTHING,
    /** Its known effects; of a correction, those that count. */
    KNOWN,
    /** What its logic did here: a prediction. */
    LOGIC;

    /** {@return its spelling in the file; null for nothing} */
    @Nullable
    String text() {
        return this == NOTHING ? null : name().toLowerCase(Locale.ROOT);
    }

    static Applied of(@Nullable String text) {
        return text == null ? NOTHING : valueOf(text.toUpperCase(Locale.ROOT));
    }
}
