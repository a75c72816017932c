package org.synchrotron.server.kit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;

/**
 * The base of tests with a server on a database of its own and three replicas. After each test, the log must match the tables
 * (rule 4).
 */
public abstract class ServerTest {

    protected final TestServer server = new TestServer();
    protected final Replica ann = new Replica(server, "ann", "ann-1");
    protected final Replica bob = new Replica(server, "bob", "bob-1");
    protected final Replica cid = new Replica(server, "cid", "cid-1");

    @AfterEach
    void theLogIsTrue() {
        try {
            assertThat(server.missingChanges()).isEmpty();
        } finally {
            server.close();
        }
    }

    protected static Outcome outcome(UploadAnswer answer, LogEntry entry) {
        assertThat(answer).isInstanceOf(Accepted.class);
        return requireNonNull(((Accepted) answer).outcomes().get(entry.record().id()), "no outcome of the record");
    }

    protected static Refused refusal(UploadAnswer answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return (Refused) answer;
    }

    protected List<String> values(String columns) {
        return server.database.rows("select " + columns + " from items order by id");
    }

    protected List<String> log(String columns) {
        return server.database.rows("select " + columns + " from synchrotron.action_records order by server_ingest_id");
    }
}
