package org.synchrotron.it.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.it.kit.TodosWar;
import org.synchrotron.it.todos.MovePoints;
import org.synchrotron.it.todos.WriteNote;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.UserId;
import org.synchrotron.server.RecordWithdrawn;
import org.synchrotron.server.Revocations;
import org.synchrotron.server.TokensRevoked;
import org.synchrotron.server.Withdrawals;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.access.token.RevokedAccess.Known;
import org.synchrotron.server.log.RevocationTable;

/** A transaction sees only what its user may see. Role and settings do not outlive it, neither in the pool nor in a cache. */
@ExtendWith(ArquillianExtension.class)
class IsolationIT extends InsideTheServer {

    private static final String TODO = "00000000-0000-0000-0000-000000000001";
    private static final int MORE_THAN_THE_POOL_SIZE = 8;

    @Resource
    private ManagedExecutorService background;

    @Inject
    private Revocations revocations;

    @Inject
    private RevokedTokens revoked;

    @Inject
    private Withdrawals withdrawals;

    @Inject
    private WithdrawnRecords withdrawn;

    @Deployment
    static WebArchive application() {
        return TodosWar.createForTestsInside().addPackage(IsolationIT.class.getPackage());
    }

    @Test
    void aRevocationBelongsToTheCallersTransactionAndIsTold() throws Exception {
        transaction.begin();
        revocations.revokeUser(new UserId("rolled-back"));
        transaction.rollback();
        revocations.revokeUser(new UserId("eve"));
        revocations.revokeToken("stolen");

        assertThat(revoked.observed())
                .containsExactly(new TokensRevoked(new UserId("eve"), null), new TokensRevoked(null, "stolen"));
        Known known =
                database.transaction(sql -> RoleScope.asEngine(sql, () -> new RevocationTable(sql).known(Set.of())));
        assertThat(known.users()).containsKey("eve").doesNotContainKey("rolled-back");
        assertThat(known.tokens()).contains("stolen");
    }

    @Test
    void aWithdrawalIsCarriedOutAfterTheCallersTransactionAndTold() throws Exception {
        actions.as(BOB.user()).execute(new WriteNote.Args("withdrawn", "stolen words"));
        ActionId record = accepted.latest();
        transaction.begin();
        withdrawals.withdraw(record, "It is rolled back.");
        transaction.rollback();
        withdrawals.withdraw(record, "Bob's token was stolen.");

        RecordWithdrawn told = withdrawn.await();
        assertThat(told).isEqualTo(new RecordWithdrawn(record, BOB.user(), "Bob's token was stolen."));
        assertThat(notesSeenBy(BOB)).doesNotContain("stolen words");
        ActionId unknown = ActionId.of(UUID.randomUUID());
        assertThatThrownBy(() -> withdrawals.withdraw(List.of(record, unknown), "No."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the log has no record " + unknown);
    }

    @Test
    void transactionWithoutARoleHasNoRights() {
        for (String table : List.of("todos", "notes", "synchrotron.action_records", "synchrotron.applied_changes")) {
            Throwable denied = catchThrowable(() -> database.transaction(
                    sql -> sql.select("select * from " + table).mapToMap().list()));
            assertThat(denied).rootCause().hasMessageContaining("permission denied");
        }
    }

    @Test
    void roleAndSettingsDoNotSurviveACommit() {
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < MORE_THAN_THE_POOL_SIZE; i++) {
            used.add(database.transaction(sql -> RoleScope.as(ANN, sql, () -> Identity.of(sql)))
                    .connection());
            note("survives a commit? " + i);
        }
        assertNoIdentityOn(used);
    }

    @Test
    void roleAndSettingsDoNotSurviveARollback() {
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < MORE_THAN_THE_POOL_SIZE; i++) {
            assertThatThrownBy(() -> database.transaction(sql -> RoleScope.as(ANN, sql, () -> {
                        used.add(Identity.of(sql).connection());
                        throw new IllegalStateException("rolled back");
                    })))
                    .hasMessage("rolled back");
        }
        assertNoIdentityOn(used);
    }

    @Test
    void queryNeverShowsRowsOfAnotherUser() {
        note("of ann, for JDBC");
        assertThat(notesSeenBy(ANN)).contains("of ann, for JDBC");
        assertThat(notesSeenBy(BOB)).doesNotContain("of ann, for JDBC");
        assertThat(notesSeenBy(ANN)).contains("of ann, for JDBC");
    }

    @Test
    void entityThatItsOwnerHasReadIsNotFoundByAnotherUser() {
        ActionId secret = note("of ann, for JPA");
        assertThat(find(secret, BOB)).isEmpty();
        assertThat(find(secret, ANN)).isPresent();
        assertThat(find(secret, BOB)).isEmpty();
        assertThat(find(secret, ANN))
                .hasValueSatisfying(entry -> assertThat(entry.effects()).hasSize(1));
    }

    @Test
    void listOfEntitiesNeverShowsRecordsOfAnotherUser() {
        ActionId secret = note("of ann, in a list");
        assertThat(list(ANN)).contains(secret);
        assertThat(list(BOB)).doesNotContain(secret);
    }

    @Test
    void actionWithoutATokenHasNoAuthorAndFails() {
        assertThatThrownBy(() -> actions.execute(new WriteNote.Args("key", "nobody's")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs an author");
    }

    @Test
    void backgroundWorkExecutesActionsAsAUser() throws Exception {
        String text = "by a timer, for bob";
        background
                .submit(() -> actions.as(BOB.user()).execute(new WriteNote.Args("key", text)))
                .get(10, TimeUnit.SECONDS);
        assertThat(notesSeenBy(BOB)).contains(text);
        assertThat(notesSeenBy(ANN)).doesNotContain(text);
    }

    @Test
    void anActionLeavesTheRoleOfTheTransactionThatExecutesIt() {
        Identity bob = database.transaction(sql -> RoleScope.as(BOB, sql, () -> {
            Identity before = Identity.of(sql);
            note("in bob's transaction");
            assertThat(Identity.of(sql)).as("after an action").isEqualTo(before);
            assertThatThrownBy(() -> actions.as(ANN.user()).execute(new MovePoints.Args(TODO, TODO, -1)))
                    .isInstanceOf(InvalidArguments.class);
            assertThat(Identity.of(sql)).as("after a refusal").isEqualTo(before);
            return before;
        }));
        assertThat(bob.user()).isEqualTo("bob");
        assertThat(notesSeenBy(ANN)).contains("in bob's transaction");
    }

    @Test
    void anActionThatFailsLeavesTheRoleOfTheTransactionThatExecutesIt() {
        assertThatThrownBy(() -> database.transaction(sql -> RoleScope.as(BOB, sql, () -> {
                    Identity before = Identity.of(sql);
                    Throwable failure = catchThrowable(
                            () -> actions.as(ANN.user()).execute(new MovePoints.Args("no uuid", TODO, 1)));
                    assertThat(failure).rootCause().isInstanceOf(SQLException.class);
                    assertThat(Identity.of(sql)).isEqualTo(before);
                    throw new IllegalStateException("rolled back", failure);
                })))
                .hasMessage("rolled back");
    }

    /** How the transaction of an action ends. */
    private enum Ending {
        COMMIT,
        ROLLBACK,
        EXCEPTION
    }

    /** Through JPA, in both orders, on connections that both use. */
    @Test
    void nothingOfAnActionThatUsesJpaIsThereForTheNextUser() throws Exception {
        note("of ann, for the next user");
        for (Ending ending : Ending.values()) {
            for (UserId user : List.of(ANN.user(), BOB.user(), ANN.user(), BOB.user())) {
                Set<Integer> used = new HashSet<>();
                for (int i = 0; i < MORE_THAN_THE_POOL_SIZE; i++) {
                    List<String> answers = asked(user, ending);
                    used.add(Integer.valueOf(answers.get(0)));
                    assertThat(answers.contains("of ann, for the next user")).isEqualTo(user.equals(ANN.user()));
                }
                assertNoIdentityOn(used);
            }
        }
    }

    /** {@return the process of the connection and the notes that the user sees} */
    private List<String> asked(UserId user, Ending ending) throws Exception {
        String process = "select pg_backend_pid()";
        String notes = "select text from notes";
        switch (ending) {
            case COMMIT -> asked(user, process, notes);
            case ROLLBACK -> {
                transaction.begin();
                asked(user, process, notes);
                transaction.rollback();
            }
            case EXCEPTION ->
                assertThat(catchThrowable(() -> asked(user, process, notes, "select 1 / 0")))
                        .isNotNull();
        }
        return List.copyOf(QueryByJpa.ANSWERS);
    }

    @Test
    void anActionThatUsesJpaCannotChangeItsView() {
        note("of ann, hidden from bob");
        String become = "select set_config('role', 'synchrotron_engine', true)";
        for (List<String> attack : List.of(
                List.of(become, "select text from notes"),
                List.of(become, "select args::text from synchrotron.action_records"),
                List.of(
                        "jpql:select function('set_config', 'role', 'synchrotron_engine', true) from LogRecord r",
                        "select text from notes"),
                List.of(
                        "select set_config('synchrotron.user_id', 'ann', true), set_config('synchrotron.grant_id', '', true)",
                        "select text from notes"),
                List.of(
                        "select set_config('synchrotron.capture_mode', 'undo', true)",
                        "with gone as (delete from notes returning text) select text from gone"))) {
            assertThat(catchThrowable(() -> asked(BOB.user(), attack.toArray(String[]::new))))
                    .as(attack.toString())
                    .isNotNull();
            assertThat(QueryByJpa.ANSWERS).isEmpty();
        }
        assertThat(notesSeenBy(ANN)).contains("of ann, hidden from bob");
    }

    private List<String> asked(UserId user, String... queries) {
        QueryByJpa.ANSWERS.clear();
        actions.as(user).execute(new QueryByJpa.Args(List.of(queries)));
        return List.copyOf(QueryByJpa.ANSWERS);
    }

    private void assertNoIdentityOn(Set<Integer> used) {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < MORE_THAN_THE_POOL_SIZE; i++) {
            Identity identity = database.transaction(Identity::of);
            assertThat(identity).matches(Identity::hasNoIdentity, "has neither role nor settings");
            seen.add(identity.connection());
        }
        assertThat(seen).as("connections of the pool that were used before").containsAnyElementsOf(used);
    }

    private ActionId note(String text) {
        Objects.requireNonNull(actions.as(ANN.user()).<String>execute(new WriteNote.Args("key", text)));
        return accepted.latest();
    }

    private List<String> notesSeenBy(Caller reader) {
        return database.transaction(sql -> RoleScope.as(
                reader,
                sql,
                () -> sql.createQuery("select text from notes")
                        .mapTo(String.class)
                        .list()));
    }

    private Optional<LogEntry> find(ActionId id, Caller by) {
        return database.transaction(sql -> RoleScope.as(by, sql, () -> reader.find(id)));
    }

    private List<ActionId> list(Caller by) {
        return database.transaction(sql -> RoleScope.as(
                by,
                sql,
                () -> reader.arrivedAfter(0, 10_000).stream()
                        .map(entry -> entry.record().id())
                        .toList()));
    }
}
