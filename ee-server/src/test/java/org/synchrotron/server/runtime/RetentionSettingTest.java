package org.synchrotron.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The setting synchrotron.retention")
class RetentionSettingTest {

    @Test
    void isOffWithoutAValue() {
        assertThat(RetentionSetting.of(Optional.empty())).isEmpty();
        assertThat(RetentionSetting.of(Optional.of(" "))).isEmpty();
    }

    @Test
    void isADurationOfADayOrMore() {
        assertThat(RetentionSetting.of(Optional.of("P1D"))).contains(Duration.ofDays(1));
        assertThat(RetentionSetting.of(Optional.of(" P90D "))).contains(Duration.ofDays(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT23H59M", "P-90D", "PT0S"})
    void isNotShorter(String value) {
        assertThatThrownBy(() -> RetentionSetting.of(Optional.of(value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the setting synchrotron.retention (here: " + value
                        + ") must be one day (P1D) or longer: devices that were away for longer get all rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "90 days", "P1Y"})
    void hasTheFormOfADuration(String value) {
        assertThatThrownBy(() -> RetentionSetting.of(Optional.of(value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be a duration such as P90D");
    }
}
