package org.synchrotron.it.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
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
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.ActionAccepted;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.session.SessionOpener;

/** The log, the tables, the notification and the event belong to one transaction. */
@ExtendWith(ArquillianExtension.class)
class TransactionIT extends InsideTheServer {

    @Inject
    private UploadAcceptance acceptance;

    @Inject
    private Event<ActionAccepted> event;

    @Inject
    private ImpureActions impure;

    @Inject
    private SessionOpener opener;

    @Inject
    private MessageCodec codec;

    @Inject
    private Validator validator;

    @Inject
    private Config config;

    @Inject
    private DatabaseContents contents;

    @Deployment
    static WebArchive application() {
        return TodosWar.createForTestsInside().addPackage(TransactionIT.class.getPackage());
    }

    @Test
    void exceptionAfterAnAcceptedUploadRollsBackLogRowsAndNotification() throws Exception {
        Map<String, Object> before = contents.counts();
        try (NotificationListener notifications = new NotificationListener(config)) {
            assertThatThrownBy(() -> database.transaction(sql -> {
                        UploadAnswer answer = acceptance.accept(creation(ANN, System.currentTimeMillis()), sql);
                        assertThat(answer).isInstanceOf(Accepted.class);
                        throw new IllegalStateException("after it was accepted");
                    }))
                    .hasMessage("after it was accepted");
            assertThat(contents.counts()).isEqualTo(before);

            create("after the exception");
            assertThat(notifications.untilHead(contents.head())).containsExactly(contents.head());
        }
    }

    @Test
    void rollbackUndoesTheServersActions() throws Exception {
        Map<String, Object> before = contents.counts();
        int observed = accepted.count();

        transaction.begin();
        create("rolled back");
        transaction.rollback();

        assertThat(contents.counts()).isEqualTo(before);
        assertThat(accepted.count()).isEqualTo(observed);
    }

    @Test
    void acceptanceIsObservedOnceAndOnlyAfterTheCommit() throws Exception {
        int observed = accepted.count();

        transaction.begin();
        create("committed");
        assertThat(accepted.count()).isEqualTo(observed);
        transaction.commit();

        assertThat(accepted.count()).isEqualTo(observed + 1);
        assertThat(accepted.times(accepted.latest())).isEqualTo(1);
    }

    @Test
    void lateArrivalIsObservedAndRecordsThatRunAgainAreNot() {
        String todo = create("run again");
        ActionId creation = accepted.latest();
        actions.as(ANN.user()).execute(new AddPoints.Args(todo, 3));
        Upload doubling = new Uploads(validator)
                .of(
                        BOB,
                        contents.head(),
                        System.currentTimeMillis() + 60_000,
                        new DoublePoints(),
                        new DoublePoints.Args(todo));
        accept(doubling);
        assertThat(contents.points(todo)).isEqualTo(6);
        int observed = accepted.count();

        Upload late = new Uploads(validator)
                .of(
                        ANN,
                        contents.head(),
                        System.currentTimeMillis() + 30_000,
                        new AddPoints(),
                        new AddPoints.Args(todo, 4));
        accept(late);

        assertThat(contents.points(todo)).isEqualTo(14);
        assertThat(accepted.count()).isEqualTo(observed + 1);
        assertThat(accepted.times(Uploads.only(late))).isEqualTo(1);
        assertThat(accepted.times(Uploads.only(doubling))).isEqualTo(1);
        assertThat(accepted.times(creation)).isEqualTo(1);
    }

    @Test
    void historyOfARowIsInReplayOrder() {
        String todo = create("with a history");
        ActionId creation = accepted.latest();
        RowRef row = new RowRef("todos", todo);
        long created = history(row, 1).get(0).record().clock().timeMs();
        Upload later = new Uploads(validator)
                .of(BOB, contents.head(), created + 20, new AddPoints(), new AddPoints.Args(todo, 1));
        accept(later);
        Upload late = new Uploads(validator)
                .of(ANN, contents.head(), created + 10, new AddPoints(), new AddPoints.Args(todo, 4));
        accept(late);

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
    void uploadsOfASessionAreObserved() throws Exception {
        Upload upload = creation(ANN, System.currentTimeMillis());

        new Conversation(codec).upload(upload, opener);

        assertThat(accepted.times(Uploads.only(upload))).isEqualTo(1);
    }

    @Test
    void repeatedUploadIsNotObservedAgain() {
        Upload upload = creation(BOB, System.currentTimeMillis());
        accept(upload);
        Map<String, Object> once = contents.counts();

        accept(upload);

        assertThat(contents.counts()).isEqualTo(once);
        assertThat(accepted.times(Uploads.only(upload))).isEqualTo(1);
    }

    @Test
    void impureActionIsObservedAndStillAccepted() throws Exception {
        String todo = create("a guess");
        assertThat(impure.observed()).as("pure actions").isEmpty();

        transaction.begin();
        Long guess = actions.as(ANN.user()).execute(new GuessPoints.Args(todo));
        assertThat(impure.observed()).isEmpty();
        transaction.commit();

        assertThat(contents.points(todo)).isEqualTo(guess);
        assertThat(impure.observed()).singleElement().satisfies(found -> {
            assertThat(found.record()).isEqualTo(accepted.latest());
            assertThat(found.cells()).extracting(DifferingCell::place).containsExactly("todos.points");
        });
    }

    @Test
    void refusedActionIsUndoneAndItsTransactionContinues() throws Exception {
        transaction.begin();
        String from = create("poor");
        String to = create("to be rich");
        assertThatThrownBy(() -> actions.as(ANN.user()).execute(new MovePoints.Args(from, to, 1)))
                .isInstanceOf(ActionRejected.class);
        assertThatThrownBy(() -> actions.as(ANN.user()).execute(new MovePoints.Args(from, to, -1)))
                .isInstanceOf(InvalidArguments.class);
        actions.as(ANN.user()).execute(new AddPoints.Args(from, 5));
        transaction.commit();

        assertThat(contents.points(from)).isEqualTo(5);
        assertThat(contents.points(to)).isZero();
    }

    private String create(String key) {
        String id = actions.as(ANN.user()).execute(new CreateTodo.Args("inside", key, key));
        return Objects.requireNonNull(id);
    }

    private Upload creation(Caller author, long timeMs) {
        return new Uploads(validator)
                .of(
                        author,
                        contents.head(),
                        timeMs,
                        new CreateTodo(),
                        new CreateTodo.Args("inside", "uploaded", "text"));
    }

    /** Accepts the upload like the server does for a WebSocket client. */
    private void accept(Upload upload) {
        database.transaction(sql -> {
            UploadAnswer answer = acceptance.accept(upload, sql);
            assertThat(answer).isInstanceOf(Accepted.class);
            ((Accepted) answer).newEntries().forEach(entry -> event.fire(new ActionAccepted(entry)));
            return answer;
        });
    }
}
