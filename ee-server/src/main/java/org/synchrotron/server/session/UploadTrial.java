package org.synchrotron.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.access.Savepoints;
import org.synchrotron.server.runtime.Transactions;

/** Tries whether an upload would be accepted. Thread-safe. */
final class UploadTrial {

    private static final Savepoints TRIALS =
            new Savepoints(UUID.nameUUIDFromBytes(UploadTrial.class.getName().getBytes(UTF_8)));

    private final UploadQueue.Acceptance acceptance;
    private final Transactions transactions;

    UploadTrial(UploadQueue.Acceptance acceptance, Transactions transactions) {
        this.acceptance = acceptance;
        this.transactions = transactions;
    }

    /** {@return whether the upload would be accepted} Nothing of it is stored, and nobody is told of it. */
    boolean wouldTake(Upload upload) {
        String savepoint = TRIALS.name("trial");
        try {
            return transactions.<Boolean>transaction(sql -> {
                sql.execute("savepoint " + savepoint);
                boolean taken =
                        acceptance.accept(upload, commit -> List.of(), sql).get(0) instanceof Accepted;
                sql.execute("rollback to savepoint " + savepoint);
                return taken;
            });
        } catch (RuntimeException e) {
            return false;
        }
    }
}
