package org.synchrotron.server.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import org.synchrotron.clock.WallClock;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.ActionAccepted;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.runtime.SyncDatabase;

/** Where uploads of all sessions queue, are taken in a transaction each, and get their answer. */
@ApplicationScoped
public class UploadQueue {

    private static final System.Logger LOG = System.getLogger(UploadQueue.class.getName());

    /** One works while the next one waits for the log's lock; more would only hold connections of the pool. */
    private final Semaphore places = new Semaphore(2, true);

    @Inject
    private UploadAcceptance acceptance;

    @Inject
    private SyncDatabase database;

    @Inject
    private Event<ActionAccepted> accepted;

    @Inject
    private WallClock wall;

    /** {@return the answer; never an exception} */
    public ServerMessage take(long uploadId, Upload upload) {
        try {
            places.acquire();
            try {
                return answers().to(uploadId, transaction(upload));
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answers().unavailable(uploadId);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, () -> "upload of client " + upload.client() + " failed", e);
            return answers().unavailable(uploadId);
        }
    }

    private UploadAnswer transaction(Upload upload) {
        return database.transaction(sql -> {
            UploadAnswer answer = acceptance.accept(upload, sql);
            if (answer instanceof Accepted taken) {
                taken.fresh().forEach(entry -> accepted.fire(new ActionAccepted(entry)));
            }
            return answer;
        });
    }

    private UploadAnswers answers() {
        return new UploadAnswers(new Refusals(wall));
    }
}
