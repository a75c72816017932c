package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.synchrotron.log.ClientId;
import org.synchrotron.server.log.LogPosition;
import org.synchrotron.server.log.LogReplacedListener;

/**
 * Reports that the database has lost the end of its log: a warning for each time that this node finds it so, further ones for how many clients were
 * sent all rows therefore, and numbers in the readiness check. Thread-safe.
 */
@ApplicationScoped
public class LogReplacedReport implements LogReplacedListener {

    private static final System.Logger LOG = System.getLogger(LogReplacedReport.class.getName());

    private final AtomicLong replaced = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sentSinceReplaced = new AtomicLong();

    @Override
    public void replaced(LogPosition read, LogPosition end) {
        replaced.incrementAndGet();
        sentSinceReplaced.set(0);
        if (read.epoch().equals(end.epoch())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The database has lost the end of the log: this node had read it up to {0}, and it ends at {1}. It was restored, or"
                            + " a standby without the last commits has taken over. Clients take all rows and upload their lost records again.",
                    String.valueOf(read.ingestId()),
                    String.valueOf(end.ingestId()));
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The database holds the log of another server: {1}, before {0}. Clients of before are refused.",
                    read.epoch(),
                    end.epoch());
        }
    }

    /** The first client is told of, the second, the fourth, and so on: many may come at once. */
    @Override
    public void sentToRows(ClientId client) {
        sent.incrementAndGet();
        long count = sentSinceReplaced.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} clients were sent all rows so far, because the log does not have their place; the latest is {1}",
                    String.valueOf(count),
                    client);
        }
    }

    /** {@return how often this node found since its start that the log is another one} */
    public long replaced() {
        return replaced.get();
    }

    /** {@return how many clients were sent all rows since the start, because the log does not have their place} */
    public long sentToRows() {
        return sent.get();
    }
}
