package org.synchrotron.db.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdentifierTest {
    @Test
    void quotesAreDoubled() {
        assertThat(Identifier.quote("a \"b\" 'c'")).isEqualTo("\"a \"\"b\"\" 'c'\"");
        assertThat(Identifier.literal("a \"b\" 'c'")).isEqualTo("'a \"b\" ''c'''");
    }

    @Test
    void emptyNamesAndNulAreRefused() {
        assertThatThrownBy(() -> Identifier.quote("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifier.quote("a\0")).isInstanceOf(IllegalArgumentException.class);
    }
}
