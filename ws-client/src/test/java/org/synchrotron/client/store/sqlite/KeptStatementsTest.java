package org.synchrotron.client.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptStatementsTest {

    private static final String INSERT = "insert into t (id, x) values (:id, :x)";
    private static final String SELECT = "select x from t where id = :id";

    private Connection connection;
    private Jdbi jdbi;
    private Handle sql;
    private final Set<Object> used = new HashSet<>();

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        KeptStatements statements = new KeptStatements();
        jdbi = PortableSql.over(connection).setStatementBuilderFactory(any -> statements);
        sql = jdbi.open();
        sql.execute("create table t (id text primary key, x integer)");
    }

    @AfterEach
    void close() throws SQLException {
        sql.close();
        connection.close();
    }

    @Test
    void aStatementIsPreparedOnce() {
        for (int i = 0; i < 5; i++) {
            insert("a" + i, i);
            assertThat(x("a" + i)).isEqualTo(i);
        }
        assertThat(used).hasSize(2);
    }

    @Test
    void oneThatIsInUseIsNotGivenOutAgain() {
        insert("a", 1);
        insert("b", 2);
        List<Integer> seen = new ArrayList<>();
        sql.createQuery("select x from t order by id").mapTo(Integer.class).forEach(outer -> {
            seen.addAll(sql.createQuery("select x from t order by id")
                    .mapTo(Integer.class)
                    .list());
        });
        assertThat(seen).containsExactly(1, 2, 1, 2);
    }

    @Test
    void nothingOfAnEarlierUseIsLeft() {
        insert("a", 1);
        assertThatThrownBy(() -> sql.createUpdate("insert into t (id, x) values (:id, :x)")
                        .bind("id", "a")
                        .bind("x", 2)
                        .execute())
                .isInstanceOf(UnableToExecuteStatementException.class);
        PreparedBatch abandoned = sql.prepareBatch(INSERT);
        abandoned.bind("id", "c").bind("x", 3).add();
        abandoned.close();
        insert("b", 4);
        assertThat(sql.createQuery("select id from t order by id")
                        .mapTo(String.class)
                        .list())
                .containsExactly("a", "b");
    }

    @Test
    void oneThatWasLeftIsGivenBackWithItsHandle() {
        insert("a", 1);
        insert("b", 2);
        used.clear();
        for (int i = 0; i < 5; i++) {
            Iterator<Integer> rows = sql.createQuery("select x from t order by id")
                    .addCustomizer(new Watch(used))
                    .mapTo(Integer.class)
                    .iterator();
            assertThat(rows.next()).isEqualTo(1);
            sql.close();
            sql = jdbi.open();
        }
        assertThat(used).hasSize(1);
    }

    @Test
    void aLimitHoldsForOneExecution() {
        insert("a", 1);
        insert("b", 2);
        String all = "select x from t";
        assertThat(sql.createQuery(all).setMaxRows(1).mapTo(Integer.class).list())
                .hasSize(1);
        assertThat(sql.createQuery(all).mapTo(Integer.class).list()).hasSize(2);
    }

    @Test
    void aChangedTableIsSeen() {
        insert("a", 1);
        assertThat(sql.createQuery("select * from t").mapToMap().one()).hasSize(2);
        sql.execute("alter table t add column y integer");
        assertThat(sql.createQuery("select * from t").mapToMap().one()).hasSize(3);
    }

    @Test
    void onlySoManyAreKept() {
        for (int i = 0; i < 200; i++) {
            assertThat(sql.createQuery("select " + i).mapTo(Integer.class).one())
                    .isEqualTo(i);
        }
        assertThat(x("none")).isNull();
    }

    private void insert(String id, int x) {
        sql.createUpdate(INSERT)
                .bind("id", id)
                .bind("x", x)
                .addCustomizer(new Watch(used))
                .execute();
    }

    private @Nullable Integer x(String id) {
        return sql.createQuery(SELECT)
                .bind("id", id)
                .addCustomizer(new Watch(used))
                .mapTo(Integer.class)
                .findOne()
                .orElse(null);
    }

    /** Notes which statements are executed. */
    private record Watch(Set<Object> used) implements org.jdbi.v3.core.statement.StatementCustomizer {
        @Override
        public void beforeExecution(
                java.sql.PreparedStatement statement, org.jdbi.v3.core.statement.StatementContext context) {
            used.add(statement);
        }
    }
}
