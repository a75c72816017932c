package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;
import org.synchrotron.db.sqlite.SqliteTracking;

@DisplayName("A purity check of an action with decimals")
class DecimalPurityTest extends PurityBench {

    private static final String ACCOUNTS =
            "CREATE TABLE accounts (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, balance DECIMAL TEXT)";

    @SyncAction("open_account_v1")
    public static final class Open implements Action<Open.Args, Void> {
        public record Args(String id, BigDecimal balance) {}

        @Override
        public @Nullable Void apply(Open.Args args, ActionContext context) {
            context.sql()
                    .createUpdate("INSERT INTO accounts (id, audience_key, balance) VALUES (:id, 'u:alice', :balance)")
                    .bindMethods(args)
                    .execute();
            return null;
        }
    }

    /** Withdraws only what is there, says its author. */
    @SyncAction("withdraw_v1")
    public static final class Withdraw implements Action<Withdraw.Args, Void> {
        public record Args(String id, BigDecimal amount) {}

        @Override
        public @Nullable Void apply(Withdraw.Args args, ActionContext context) {
            int withdrawn = context.sql()
                    .createUpdate(
                            "UPDATE accounts SET balance = balance - :amount WHERE id = :id AND balance >= :amount")
                    .bindMethods(args)
                    .execute();
            if (withdrawn == 0) {
                throw new ActionRejected("not-enough", "There is less.");
            }
            return null;
        }
    }

    /** Does the same in Java. */
    @SyncAction("withdraw_v2")
    public static final class WithdrawExactly implements Action<WithdrawExactly.Args, Void> {
        public record Args(String id, BigDecimal amount) {}

        @Override
        public @Nullable Void apply(WithdrawExactly.Args args, ActionContext context) {
            BigDecimal balance = context.sql()
                    .createQuery("SELECT balance FROM accounts WHERE id = ?")
                    .bind(0, args.id())
                    .mapTo(BigDecimal.class)
                    .one();
            if (balance.compareTo(args.amount()) < 0) {
                throw new ActionRejected("not-enough", "There is less.");
            }
            context.sql()
                    .execute(
                            "UPDATE accounts SET balance = ? WHERE id = ?", balance.subtract(args.amount()), args.id());
            return null;
        }
    }

    private SynchrotronClient client;
    private LoggedWarnings warnings;

    @BeforeEach
    void setUp() {
        warnings = new LoggedWarnings(SqliteTracking.class);
        client = opened(accounts().purityCheck(true));
        client.execute(new Open.Args("a", new BigDecimal("9.00")));
    }

    private ClientBuilder accounts() {
        return builder("accounts.db")
                .schema(ACCOUNTS)
                .track("accounts")
                .action(new Open())
                .action(new Withdraw())
                .action(new WithdrawExactly());
    }

    private void require(Record args) {
        PurityCheck.of(client).requirePure(args);
    }

    @Test
    void saysThatTenAreWithdrawnFromNine() {
        assertThatThrownBy(() -> require(new Withdraw.Args("a", new BigDecimal("10.00"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("action withdraw_v1 compares, sorts or calculates with decimals")
                .hasMessageContaining(
                        "accounts.balance. A client does that with their text and with floating point numbers;"
                                + " use an integer of the smallest unit")
                .hasMessageEndingWith(
                        "\n  accounts.balance: UPDATE accounts SET balance = balance - ? WHERE id = ? AND balance >= ?");
        client.execute(new Withdraw.Args("a", new BigDecimal("10.00")));

        assertThat(rows(client, "SELECT balance FROM accounts")).containsExactly("-1.0");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).decimals())
                .singleElement()
                .satisfies(use -> assertThat(use.column()).isEqualTo("accounts.balance"));
    }

    @Test
    void passesWhatOnlyStoresAndReadsThem() {
        assertThatCode(() -> {
                    require(new Open.Args("b", new BigDecimal("1.10")));
                    require(new WithdrawExactly.Args("a", new BigDecimal("8.50")));
                })
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> require(new WithdrawExactly.Args("a", new BigDecimal("10.00"))))
                .isInstanceOf(ActionRejected.class);
        client.execute(new WithdrawExactly.Args("a", new BigDecimal("8.50")));

        assertThat(rows(client, "SELECT balance FROM accounts")).containsExactly("0.50");
        assertThat(told).isEmpty();
    }

    @Test
    void isAnnouncedWhenTheTableIsTrackedForTheFirstTime() {
        client.close();
        opened(accounts());

        assertThat(warnings.close())
                .singleElement()
                .asString()
                .contains("column accounts.balance is a decimal, which SQLite stores as text")
                .contains("use an integer of the smallest unit");
    }
}
