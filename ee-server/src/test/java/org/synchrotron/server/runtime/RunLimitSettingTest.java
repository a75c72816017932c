package org.synchrotron.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLimitSettingTest {

    @Test
    void isADuration() {
        assertThat(RunLimitSetting.of(Optional.empty(), 75)).isEqualTo(Duration.ofSeconds(20));
        assertThat(RunLimitSetting.of(Optional.empty(), 0)).isEqualTo(Duration.ofSeconds(20));
        assertThat(RunLimitSetting.of(Optional.empty(), 3)).isEqualTo(Duration.ofSeconds(2));
        assertThat(RunLimitSetting.of(Optional.of(" PT1M "), 75)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RunLimitSetting.of(Optional.of("PT5M"), 0)).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "20, must be a duration such as PT20S",
        "PT0.9S, must be one second",
        "PT0S, must be one second",
        "-PT5S, must be one second",
        "PT75S, must be shorter than synchrotron.db.socket-timeout"
    })
    void thatDoesNotFitIsRefusedWithASentence(String value, String sentence) {
        assertThatThrownBy(() -> RunLimitSetting.of(Optional.of(value), 75))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("synchrotron.run.limit")
                .hasMessageContaining(sentence);
    }
}
