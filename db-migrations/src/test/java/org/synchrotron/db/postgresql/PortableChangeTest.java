package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A client's row change in portable form")
class PortableChangeTest {

    private static final String PORTABLE = """
            select portable_id || ' ' || portable_patch::text from synchrotron.portable_change('things', 't', ?, ?::jsonb)
            """;

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("things", """
                , text text default 'none', n integer, price numeric, ratio real, at timestamptz, raw bytea, data json,
                "odd %s ""name" boolean""");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private String portable(String operation, String patch) throws SQLException {
        return database.transaction(session -> session.asEngine().value(PORTABLE, operation, patch));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": 7}                              | {\"text\": \"7\"}",
                "{\"n\": \"5\"}                             | {\"n\": 5}",
                "{\"n\": null}                              | {\"n\": null}",
                "{\"price\": 1.10}                          | {\"price\": 1.10}",
                "{\"ratio\": 0.30000000000000004}           | {\"ratio\": 0.3}",
                "{\"ratio\": -0.0}                          | {\"ratio\": 0}",
                "{\"at\": \"2024-01-01T00:00:00.5+02:00\"}  | {\"at\": \"2023-12-31T22:00:00.500Z\"}",
                "{\"raw\": \"\\\\x0AFF\"}                  | {\"raw\": \"\\\\x0aff\"}",
                "{\"data\": {\"b\": 1, \"a\": [1e2]}}       | {\"data\": {\"a\": [100], \"b\": 1}}",
                "{\"data\": null}                           | {\"data\": null}",
                "{\"odd %s \\\"name\": \"yes\"}            | {\"odd %s \\\"name\": true}",
                "{\"id\": \"other\"}                        | {}",
                "{\"id\": \"other\", \"n\": 1}              | {\"n\": 1}"
            })
    void updateHasTheChangedColumnsInPortableSpelling(String patch, String portable) throws SQLException {
        assertThat(portable("UPDATE", patch)).isEqualTo("t " + portable);
    }

    @Test
    void insertHasTheValuesOfAllColumns() throws SQLException {
        assertThat(portable("INSERT", "{\"id\": \"other\", \"n\": \"5\"}"))
                .startsWith("t {")
                .satisfies(row -> {
                    assertThat(row).contains("\"id\": \"t\"", "\"n\": 5", "\"text\": \"none\"", "\"price\": null");
                    assertThat(row).contains("\"odd %s \\\"name\": null");
                });
    }

    @Test
    void deleteHasNoColumns() throws SQLException {
        assertThat(portable("DELETE", "{}")).isEqualTo("t {}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\": \"many\"}           | 22P02",
                "{\"n\": 3000000000}         | 22003",
                "{\"price\": \"NaN\"}        | SY004",
                "{\"at\": \"infinity\"}      | SY004",
                "{\"nowhere\": 1}            | SY006",
                "7                           | SY006"
            })
    void changesThatCouldNotBeCapturedAreRefused(String patch, String state) {
        assertThatThrownBy(() -> portable("UPDATE", patch))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo(state));
    }
}
