package org.synchrotron.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synchrotron.it.kit.TodosWar;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.session.SessionOpener;

/** JPA lets a transaction only be rolled back after a failure. That is the failure of the record that ran, and stops nobody. */
@ExtendWith(ArquillianExtension.class)
class SpoiledTransactionIT extends InsideTheServer {

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
        return TodosWar.createForTestsInside().addPackage(SpoiledTransactionIT.class.getPackage());
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
}
