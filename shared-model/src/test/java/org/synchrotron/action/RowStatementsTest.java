package org.synchrotron.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.config.ConfigRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowStatementsTest {

    private final RowStatements statements = new RowStatements();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "SELECT x FROM t",
                " \n\twith a as (select 1) update t set x = 1",
                "(select 1) union (values (2))",
                "-- why\n/* and * how **/ insert into t values (1)",
                "delete from t",
                "replace into t values (1)",
                "savepoint here",
                "ROLLBACK  TO here",
                "rollback to savepoint here",
                "release here",
                "select 1;",
                "select 'commit; end'; values ($$;commit$$); -- end; commit\n",
                "update t set \"a;b\" = E'\\';commit' /* ; end */"
            })
    void statementsOnRowsAndSavepointsAreAllowed(String sql) {
        assertThat(statements.parse(sql, new ConfigRegistry())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit",
                "rollback",
                "rollback transaction",
                "END",
                "begin",
                "create table t (id text)",
                "create temp table t as select 1",
                "drop table t",
                "alter table t add column x text",
                "pragma foreign_keys = off",
                "set role postgres",
                "attach 'other.db' as other",
                "/* select */ truncate t",
                "-- select 1",
                "select_all",
                "select 1; commit",
                "select 'it''s'; end",
                "insert into t values (1) /* ; */; -- why\n rollback",
                ";",
                ""
            })
    void otherStatementsAreRefused(String sql) {
        assertThatThrownBy(() -> statements.parse(sql, new ConfigRegistry()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("an action reads and writes rows")
                .hasMessageEndingWith(sql);
    }
}
