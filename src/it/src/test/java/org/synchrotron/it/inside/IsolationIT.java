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
