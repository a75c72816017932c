package org.synchrotron.server.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.access.References;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.runtime.Transactions;

/** The queue of a server whose threads work when the test says so. */
final class UploadLine {

    private final VirtualThreads threads = new VirtualThreads();
    private final List<ServerMessage> answers = new ArrayList<>();
    private final UploadQueue queue;
    private int uploads;
    private int transactions;

    UploadLine(TestServer server, Consumer<LogEntry> accepted) {
        this(server, accepted, UploadRates.unlimited());
    }

    UploadLine(TestServer server, Consumer<LogEntry> accepted, UploadRates rates) {
        this(server, accepted, rates, AuditTrail.NONE);
    }

    UploadLine(TestServer server, Consumer<LogEntry> accepted, UploadRates rates, AuditTrail audit) {
        queue = new UploadQueue(
                server::accept,
                counted(TestNode.of(server.database)),
                accepted,
                new Refusals(server.time::get, audit, new References(server.time::get)),
                rates,
                new SessionThreads(threads));
    }

    private Transactions counted(Transactions real) {
        return new Transactions() {
            @Override
            public <T> T transaction(Function<Handle, T> work) {
                transactions++;
                return real.transaction(work);
            }
        };
    }

    /** {@return the answers, in the order of these uploads} They wait together. */
    List<ServerMessage> take(Upload... waiting) {
        int first = answers.size();
        for (Upload each : waiting) {
            int place = uploads++;
            answers.add(null);
            queue.take(place, each, answer -> answers.set(place, answer));
        }
        threads.run();
        return List.copyOf(answers.subList(first, uploads));
    }

    /** {@return how many transactions there were} */
    int transactions() {
        return transactions;
    }

    static Outcome outcome(ServerMessage answer, LogEntry entry) {
        assertThat(answer).isInstanceOf(Accepted.class);
        return requireNonNull(((Accepted) answer).outcomes().get(entry.record().id()), "no outcome of the record");
    }

    static Refusal refusal(ServerMessage answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).code();
    }
}
