package org.synchrotron.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeySettingTest {

    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> ONE = Optional.of("one");

    @Test
    void theOnlyOneCounts() {
        assertThat(KeySetting.of(ONE, NONE, Optional.of(" "))).isEqualTo(new KeySetting.Secret("one"));
        assertThat(KeySetting.of(NONE, ONE, NONE)).isEqualTo(new KeySetting.File("one"));
        assertThat(KeySetting.of(Optional.of(""), NONE, ONE)).isEqualTo(new KeySetting.Published("one"));
    }

    @Test
    void withoutAKeyOrWithSeveralTheServerDoesNotStart() {
        assertThatThrownBy(() -> KeySetting.of(NONE, NONE, NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchrotron.token.secret is missing");
        assertThatThrownBy(() -> KeySetting.of(ONE, NONE, ONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than one key");
    }

    @Test
    void theSecretIsNotShown() {
        assertThat(new KeySetting.Secret("one")).hasToString("Secret[]");
    }
}
