package org.synchrotron.it.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synchrotron.it.kit.TodosWar;
import org.synchrotron.it.todos.WriteNote;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.session.SessionOpener;

/**
 * Actions that use JPA have no other view than their users. It lets a transaction only be rolled back after a failure: that is the failure of
 * the record that ran, and stops nobody.
 */
@ExtendWith(ArquillianExtension.class)
class JpaActionsIT extends InsideTheServer {

    @Inject
    private SessionOpener opener;

    @Inject
    private MessageCodec codec;

    @Inject
    private Validator validator;

    @Inject
    private DatabaseContents contents;

    @Deployment
    static WebArchive application() {
        return TodosWar.createForTestsInside().addPackage(JpaActionsIT.class.getPackage());
    }

    private Outcome outcome(String query) throws InterruptedException {
        Upload upload = new Uploads(validator)
                .of(
                        ANN,
                        contents.head(),
                        System.currentTimeMillis(),
                        new QueryByJpa(),
                        new QueryByJpa.Args(List.of(query)));
        Map<ActionId, Outcome> outcomes =
                new Conversation(codec).upload(upload, opener).outcomes();
        LogEntry stored = database.transaction(sql -> RoleScope.as(ANN, sql, () -> reader.find(Uploads.only(upload))))
                .orElseThrow();
        assertThat(stored.accepted().orElseThrow().outcome()).isEqualTo(outcomes.get(Uploads.only(upload)));
        return stored.accepted().orElseThrow().outcome();
    }

    @Test
    void aFailureThroughJpaIsTheRecords() throws Exception {
        assertThat(outcome("select 1 / 0"))
                .isEqualTo(Outcome.rejected("failed", "query_by_jpa_v1 failed in the database (SQLSTATE 22012)"));
    }

    @Test
    void aTransactionThatItLetsOnlyBeRolledBackIsTheRecords() throws Exception {
        assertThat(outcome("doomed:refused")).isEqualTo(Outcome.rejected("refused", "It is doomed."));
        assertThat(outcome("doomed:goes on").kind()).isEqualTo(Outcome.Kind.REJECTED);
    }

    @Test
    void aFailureThroughJpaThatTheActionCatchesIsTheRecords() throws Exception {
        assertThat(outcome("caught:select 1 / 0"))
                .isEqualTo(Outcome.rejected("failed", "query_by_jpa_v1 failed in the database (SQLSTATE 22012)"));
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
        // A function in JPQL is called for each record that Bob sees.
        actions.as(BOB.user()).execute(new WriteNote.Args("key", "of bob"));
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
}
