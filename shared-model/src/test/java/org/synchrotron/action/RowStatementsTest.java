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
                "update t set \"a;b\" = E'\\';commit' /* ; end */",
                "select 'set_config' /* set_config */ from t -- set_config",
                "select $$set_config('role', 'x', true)$$, E'\\'set_config(', \"my_set_config\", set_configuration from t",
                "select a.u & b from a, b where v&7 > 0"
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
                "",
                "select set_config('role', 'synchrotron_engine', true)",
                "with x as (select pg_catalog.SET_CONFIG('synchrotron.capture_mode', 'undo', true)) select * from x",
                "insert into t select \"set_config\"('a.b', 'c', true)",
                "select U&\"set\\005fconfig\"('role', 'x', true)",
                "select query_to_xml('select set_config(''role'', ''x'', true)', true, true, '')",
                "select * from dblink('dbname=x', 'select 1') as t (a int)",
                "select pg_terminate_backend(pid) from pg_stat_activity",
                "select pg_try_advisory_xact_lock(1)",
                "select pg_notify('synchrotron', '')"
            })
    void otherStatementsAreRefused(String sql) {
        assertThatThrownBy(() -> statements.parse(sql, new ConfigRegistry()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("an action reads and writes rows")
                .hasMessageEndingWith(sql);
    }
}
