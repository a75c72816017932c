package org.synchrotron.db.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;

@DisplayName("Decimals in a statement")
class DecimalUsesTest {

    private static final DecimalUses USES = new DecimalUses(List.of(
            table(
                    "accounts",
                    new TrackedColumn("balance", ColumnType.DECIMAL),
                    new TrackedColumn("owner", ColumnType.TEXT)),
            table("Rates", new TrackedColumn("Rate of \"x\"", ColumnType.DECIMAL)),
            table("counts", new TrackedColumn("balance", ColumnType.BIGINT))));

    private static TrackedTable table(String name, TrackedColumn... columns) {
        return new TrackedTable(name, List.of(columns), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update accounts set balance = balance - ? where id = ?",
                "update accounts set balance = (balance) - 1",
                "update accounts set owner = ? where balance >= ?",
                "update accounts set owner = ? where ? < balance",
                "update accounts set owner = balance = ?",
                "update accounts set owner = ?, balance = -balance",
                "UPDATE \"Accounts\" SET owner = 'x' WHERE \"Balance\" = '1'",
                "select id from accounts order by balance desc",
                "select id from accounts order by owner, balance",
                "select owner, balance from accounts order by 2",
                "select balance as b from accounts order by b",
                "select b from (select balance as b from accounts) where b > ?",
                "with rich as (select id, balance as b from accounts) select id from rich where b > ?",
                "select sum(balance) from accounts",
                "select max(a.balance) from accounts a",
                "select abs ( balance ) from accounts",
                "select coalesce(balance, 0) + 1 from accounts",
                "select case when owner = ? then balance else '0' end * 2 from accounts",
                "select case balance when ? then 1 end from accounts",
                "select id from accounts where balance between ? and ?",
                "select id from accounts where balance in (?, ?)",
                "select id from accounts where ? in (select balance from accounts)",
                "select id from accounts where id in (select id from accounts) and balance > 1",
                "select distinct balance from accounts",
                "select balance from accounts union select balance from accounts",
                "select owner, count(*) from accounts group by owner having max(balance) > 3",
                "select count(distinct balance) from accounts",
                "select balance from accounts group by balance",
                "select a.id from accounts a join accounts b on a.balance = b.balance",
                "select a.id from accounts a join accounts b using (balance)",
                "select row_number() over (order by balance) from accounts",
                "select (select balance from accounts where id = ?) > 3",
                "select balance || '' from accounts",
                "select balance collate nocase from accounts",
                "insert into accounts (id, balance) values (?, ?) on conflict (id) do update set balance = balance + excluded.balance",
                "insert into accounts (id, balance) select id, balance * 2 from accounts",
                "delete from accounts where balance < ? returning id",
            })
    void areFoundWhereTheyAreComparedSortedOrCounted(String sql) {
        assertThat(USES.of(sql)).containsExactly("accounts.balance");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into accounts (id, audience_key, balance) values (?, ?, ?)",
                "insert into main.accounts as a (id, balance) values (?, ?)",
                "insert or replace into accounts (balance, id) select balance, ? from accounts where id = ?",
                "insert into accounts (id, balance) values (?, ?) on conflict (id) do update set balance = excluded.balance",
                "insert into accounts (id, balance) values (?, (select balance from accounts where id = ?)) returning balance",
                "update accounts set balance = ? where id = ?",
                "update accounts set owner = ?, balance = ?, audience_key = 'x' where id = ? returning id, balance",
                "update accounts set balance = (select a.balance from accounts a where a.id = ?)",
                "update accounts set balance = coalesce(?, balance), owner = 'balance > 1'",
                "update accounts set balance = case when owner = ? then ? else balance end where id = ?",
                "select balance from accounts where id = ? order by id",
                "select a.balance, a.owner from accounts as a where a.balance is not null order by a.owner",
                "select balance b, id from accounts limit 1",
                "select id from accounts where balance is null or owner = ?",
                "select count(balance) from accounts",
                "select b.owner from (select owner, balance from accounts) as b",
                "select balance from accounts union all select balance from accounts",
                "select id -- balance > 1\nfrom accounts /* order by balance */",
                "select a.balance from accounts a join counts c on c.balance > 3 and c.id = a.id",
                "select balance from counts order by balance",
                "select owner from accounts order by 1",
                "delete from accounts where id = ?",
                "select 1",
                "",
            })
    void areNotFoundWhereTheyAreOnlyStored(String sql) {
        assertThat(USES.of(sql)).isEmpty();
    }

    @Test
    void areNamedAsTheyWereCreated() {
        assertThat(USES.of("select max(\"rate of \"\"x\"\"\") from rates")).containsExactly("Rates.Rate of \"x\"");
    }
}
