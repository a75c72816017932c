package org.synchrotron.client.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which effects of a record the tables contain at present. */
public enum Applied {
    /** None. */
    NOTHING,
    /** Its known effects; of a correction, those without stale cells. */
    KNOWN,
    /** The changes that its logic made here: a prediction. */
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
