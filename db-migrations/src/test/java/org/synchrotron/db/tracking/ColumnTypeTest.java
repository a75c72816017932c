package org.synchrotron.db.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEXT | TEXT",
                "varchar(20) | TEXT",
                "NATIVE CHARACTER (70) | TEXT",
                "CLOB | TEXT",
                "uuid | UUID",
                "DATE | DATE",
                "SMALLINT | SMALLINT",
                "INT | INTEGER",
                "INTEGER | INTEGER",
                "BIGINT | BIGINT",
                "UNSIGNED BIG INT | BIGINT",
                "REAL | REAL",
                "DOUBLE PRECISION | REAL",
                "FLOAT | REAL",
                "DECIMAL TEXT | DECIMAL",
                "decimal  text(10, 2) | DECIMAL",
                "NUMERIC TEXT | DECIMAL",
                "BOOLEAN | BOOLEAN",
                "bool | BOOLEAN",
                "TIMESTAMP | TIMESTAMP",
                "TIMESTAMPTZ | TIMESTAMP",
                "BLOB | BYTES",
                "BYTEA | BYTES",
                "JSON TEXT | JSON",
            })
    void sqliteDeclarationsHaveAPortableType(String declared, ColumnType type) {
        assertThat(ColumnType.ofSqlite(declared)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "DECIMAL", "NUMERIC(10,2)", "JSON", "JSONB", "ANY", "MONEY", "INTERVAL", "POINT", "DATETIME"
            })
    void otherDeclarationsHaveNoPortableType(String declared) {
        assertThat(ColumnType.ofSqlite(declared)).isEmpty();
    }
}
