package org.synchrotron.it.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.history.DifferingCell;
import org.synchrotron.it.kit.TodosWar;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.CreateTodo;
import org.synchrotron.it.todos.DoublePoints;
import org.synchrotron.it.todos.GuessPoints;
import org.synchrotron.it.todos.MovePoints;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.server.ActionAccepted;
import org.synchrotron.server.SyncActions;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.LogReader;
import org.synchrotron.server.operations.SyncDatabase;

/** The log, the tables, the notification and the event are one transaction's. */
@ExtendWith(ArquillianExtension.class)
class TransactionIT {

    private static final Caller ANN = new Caller(new UserId("ann"), "synchrotron_user");
    private static final Caller BOB = new Caller(new UserId("bob"), "synchrotron_user");

    @Inject
    private SyncActions actions;

    @Inject
    private SyncDatabase database;

    @Inject
    private UploadAcceptance acceptance;

    @Inject
    private Event<ActionAccepted> event;

    @Inject
    private UserTransaction transaction;

    @Inject
    private AcceptedRecords accepted;

    @Inject
    private ImpureActions impure;

    @Inject
    private Validator validator;

    @Inject
    private Config config;

    @Inject
    private Log log;

    @Inject
    private LogReader reader;

    @Deployment
    static WebArchive application() {
        return TodosWar.createForTestsInside().addPackage(TransactionIT.class.getPackage());
    }

    @Test
    void anExceptionAfterAnUploadWasTakenLeavesNeitherLogNorRowsNorNotification() throws Exception {
        Map<String, Object> before = log.counts();
        try (Ring ring = new Ring(config)) {
            assertThatThrownBy(() -> database.transaction(sql -> {
                        UploadAnswer answer = acceptance.accept(creation(ANN, System.currentTimeMillis()), sql);
                        assertThat(answer).isInstanceOf(Accepted.class);
                        throw new IllegalStateException("after it was taken");
                    }))
                    .hasMessage("after it was taken");
            assertThat(log.counts()).isEqualTo(before);

            create("after the exception");
            assertThat(ring.untilHead(log.head())).containsExactly(log.head());
        }
    }

    @Test
    void aRollbackTakesBackWhatTheServerExecuted() throws Exception {
        Map<String, Object> before = log.counts();
        int heard = accepted.count();

        transaction.begin();
        create("rolled back");
        transaction.rollback();

        assertThat(log.counts()).isEqualTo(before);
        assertThat(accepted.count()).isEqualTo(heard);
    }

    @Test
    void acceptanceIsObservedOnceAndOnlyAfterTheCommit() throws Exception {
        int heard = accepted.count();

        transaction.begin();
        create("committed");
        assertThat(accepted.count()).isEqualTo(heard);
        transaction.commit();

        assertThat(accepted.count()).isEqualTo(heard + 1);
        assertThat(accepted.times(accepted.latest())).isEqualTo(1);
    }

    @Test
    void aLateArrivalIsObservedAndWhatItRunsAgainIsNot() {
        String todo = create("run again");
        ActionId creation = accepted.latest();
        actions.as(ANN.user()).execute(new AddPoints.Args(todo, 3));
        Upload doubling = new Uploads(validator)
                .of(
                        BOB,
                        log.head(),
                        System.currentTimeMillis() + 60_000,
                        new DoublePoints(),
                        new DoublePoints.Args(todo));
        take(doubling);
        assertThat(log.points(todo)).isEqualTo(6);
        int heard = accepted.count();

        Upload late = new Uploads(validator)
                .of(ANN, log.head(), System.currentTimeMillis() + 30_000, new AddPoints(), new AddPoints.Args(todo, 4));
        take(late);

        assertThat(log.points(todo)).isEqualTo(14);
        assertThat(accepted.count()).isEqualTo(heard + 1);
        assertThat(accepted.times(Uploads.only(late))).isEqualTo(1);
        assertThat(accepted.times(Uploads.only(doubling))).isEqualTo(1);
        assertThat(accepted.times(creation)).isEqualTo(1);
    }

    @Test
    void theHistoryOfARowIsInReplayOrder() {
        String todo = create("with a history");
        ActionId creation = accepted.latest();
        RowRef row = new RowRef("todos", todo);
        long created = history(row, 1).get(0).record().clock().timeMs();
        Upload later =
                new Uploads(validator).of(BOB, log.head(), created + 20, new AddPoints(), new AddPoints.Args(todo, 1));
        take(later);
        Upload late =
                new Uploads(validator).of(ANN, log.head(), created + 10, new AddPoints(), new AddPoints.Args(todo, 4));
        take(late);

        List<LogEntry> history = history(row, 10);
        assertThat(history)
                .filteredOn(entry -> entry.record().isBase())
                .extracting(entry -> entry.record().id())
                .containsExactly(creation, Uploads.only(late), Uploads.only(later));
        assertThat(history).allSatisfy(entry -> assertThat(entry.effects()).isNotEmpty());
        assertThat(history(row, 2)).hasSize(2);
    }

    private List<LogEntry> history(RowRef row, int limit) {
        return database.transaction(sql -> RoleScope.as(ANN, sql, () -> reader.historyOf(row, limit)));
    }

    @Test
    void theSameUploadAgainIsNotObservedAgain() {
        Upload upload = creation(BOB, System.currentTimeMillis());
        take(upload);
        Map<String, Object> once = log.counts();

        take(upload);

        assertThat(log.counts()).isEqualTo(once);
        assertThat(accepted.times(Uploads.only(upload))).isEqualTo(1);
    }

    @Test
    void anImpureActionIsObservedAndTakenAllTheSame() throws Exception {
        String todo = create("a guess");
        assertThat(impure.heard()).as("pure actions").isEmpty();

        transaction.begin();
        Long guess = actions.as(ANN.user()).execute(new GuessPoints.Args(todo));
        assertThat(impure.heard()).isEmpty();
        transaction.commit();

        assertThat(log.points(todo)).isEqualTo(guess);
        assertThat(impure.heard()).singleElement().satisfies(found -> {
            assertThat(found.record()).isEqualTo(accepted.latest());
            assertThat(found.cells()).extracting(DifferingCell::place).containsExactly("todos.points");
        });
    }

    @Test
    void aRefusalTakesItselfBackAndLetsTheTransactionLive() throws Exception {
        transaction.begin();
        String from = create("poor");
        String to = create("to be rich");
        assertThatThrownBy(() -> actions.as(ANN.user()).execute(new MovePoints.Args(from, to, 1)))
                .isInstanceOf(ActionRejected.class);
        assertThatThrownBy(() -> actions.as(ANN.user()).execute(new MovePoints.Args(from, to, -1)))
                .isInstanceOf(InvalidArguments.class);
        actions.as(ANN.user()).execute(new AddPoints.Args(from, 5));
        transaction.commit();

        assertThat(log.points(from)).isEqualTo(5);
        assertThat(log.points(to)).isZero();
    }

    private String create(String key) {
        String id = actions.as(ANN.user()).execute(new CreateTodo.Args("inside", key, key));
        return Objects.requireNonNull(id);
    }

    private Upload creation(Caller author, long timeMs) {
        return new Uploads(validator)
                .of(author, log.head(), timeMs, new CreateTodo(), new CreateTodo.Args("inside", "uploaded", "text"));
    }

    /** As the server does with what comes over a socket. */
    private void take(Upload upload) {
        database.transaction(sql -> {
            UploadAnswer answer = acceptance.accept(upload, sql);
            assertThat(answer).isInstanceOf(Accepted.class);
            ((Accepted) answer).fresh().forEach(entry -> event.fire(new ActionAccepted(entry)));
            return answer;
        });
    }
}
