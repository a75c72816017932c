package org.synchrotron.it.inside;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.synchrotron.server.RecordWithdrawn;

/** Observes withdrawals, like an application. */
@ApplicationScoped
public class WithdrawnRecords {

    private final BlockingQueue<RecordWithdrawn> observed = new LinkedBlockingQueue<>();

    void observe(@Observes RecordWithdrawn withdrawn) {
        observed.add(withdrawn);
    }

    /** {@return the next withdrawal, once it is carried out} */
    RecordWithdrawn await() throws InterruptedException {
        return requireNonNull(observed.poll(30, TimeUnit.SECONDS), "nothing was withdrawn");
    }
}
