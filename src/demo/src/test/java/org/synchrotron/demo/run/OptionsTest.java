package org.synchrotron.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.demo.run.input.BadInput;
import org.synchrotron.demo.run.input.Selection;

class OptionsTest {

    @Test
    void defaultsAreTheWholeHistoryAndAWeek() {
        assertThat(Options.from(new Properties()))
                .isEqualTo(new Options(null, Selection.ALL, Duration.ofDays(7), false));
    }

    @Test
    void emptyPropertiesMeanDefaults() {
        Properties empty = new Properties();
        for (String name : new String[] {"history", "authors", "commits", "offline", "keep"}) {
            empty.setProperty(name, "");
        }

        assertThat(Options.from(empty)).isEqualTo(Options.from(new Properties()));
    }

    @Test
    void optionsHaveTheGivenValues() {
        Properties given = new Properties();
        given.setProperty("history", "mine.ndjson.gz");
        given.setProperty("authors", "3");
        given.setProperty("commits", "300");
        given.setProperty("offline", "PT12H");
        given.setProperty("keep", "true");

        assertThat(Options.from(given))
                .isEqualTo(new Options(Path.of("mine.ndjson.gz"), new Selection(300, 3), Duration.ofHours(12), true));
    }

    @ParameterizedTest
    @CsvSource({
        "offline, seven days",
        "offline, P1M",
        "offline, P0D",
        "offline, -P7D",
        "offline, P99999999999999D",
        "offline, P36501D",
        "authors, 0",
        "authors, -1",
        "authors, many",
        "commits, 1e3",
        "commits, 99999999999",
        "keep, no"
    })
    void wrongValuesAreRefusedWithTheirNames(String name, String value) {
        Properties given = new Properties();
        given.setProperty(name, value);

        assertThatThrownBy(() -> Options.from(given))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("-D" + name + "=" + value);
    }
}
