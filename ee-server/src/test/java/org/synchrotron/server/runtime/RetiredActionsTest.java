package org.synchrotron.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.SystemTags;

class RetiredActionsTest {

    @Test
    void tagsMayHaveSpacesAroundThem() {
        assertThat(RetiredActions.of("b_v1, a_v1 ,,", "")).containsExactly("a_v1", "b_v1");
        assertThat(RetiredActions.of("", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a b", "a;b", "\u00e4", SystemTags.CORRECTION, SystemTags.ROLLBACK})
    void whatIsNoTagOfAnActionIsRefused(String entry) {
        assertThatThrownBy(() -> RetiredActions.of("a_v1," + entry, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchrotron.retired-actions")
                .hasMessageContaining(entry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "refuse", "anything"})
    void theFormerSettingIsNotIgnored(String former) {
        assertThatThrownBy(() -> RetiredActions.of("", former))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchrotron.unknown-actions")
                .hasMessageContaining(former)
                .hasMessageContaining("synchrotron.retired-actions");
    }
}
