package org.synchrotron.server.accept;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;

/**
 * Accepts uploads of which a record may take too long to run.
 *
 * <ol>
 *   <li>The first time, nothing is stored, and the upload is repeated in parts: the records before this one, it alone, and those
 *       after it. So nothing else in the upload is to blame.
 *   <li>If it takes too long alone, the client is told to try again later: the machine may have been busy. From then on the record
 *       comes in a part of its own at once.
 *   <li>After that has happened several times, the record is refused. The client quarantines it and uploads the others.
 * </ol>
 *
 * <p>A part is a beginning of the upload in replay order: what is in the log already is skipped. How often a record took too long is
 * remembered on this node, for a bounded number of records, until it is accepted or the node is restarted. Thread-safe.
 */
public final class TimedUploads {

    static final int MOST_ALONE = 3;

    private static final int REMEMBERED = 1_000;

    /** How often records took too long alone. */
    private final Map<ActionId, Integer> alone = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ActionId, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A part of an upload, with the record that is alone in it; null if it is for several. */
    private record Part(Upload upload, @Nullable ActionId single) {}

    /**
     * {@return the answer to the upload}
     *
     * @param transaction accepts an upload in a transaction of its own, which it commits
     * @throws ActionTooSlow if a record took too long; the client may try again
     */
    public UploadAnswer accept(Upload upload, Function<Upload, UploadAnswer> transaction) {
        List<Part> parts = parts(upload);
        if (parts.size() == 1) {
            try {
                return part(parts.get(0), transaction);
            } catch (ActionTooSlow tooSlow) {
                if (tooSlow.record().equals(parts.get(0).single())) {
                    throw tooSlow;
                }
                parts = parts(upload);
            }
        }
        UploadAnswer answer = part(parts.get(0), transaction);
        for (int i = 1; i < parts.size() && answer instanceof Accepted; i++) {
            answer = part(parts.get(i), transaction);
        }
        return answer;
    }

    private List<Part> parts(Upload upload) {
        List<UploadedRecord> records = upload.records().stream()
                .sorted(Comparator.comparing(each -> ReplayKey.of(each.record())))
                .toList();
        List<Part> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < records.size(); i++) {
            ActionId id = records.get(i).record().id();
            if (records.size() == 1 || isKnown(id)) {
                if (i > begin) {
                    parts.add(new Part(upload.with(records.subList(0, i)), null));
                }
                parts.add(new Part(upload.with(records.subList(0, i + 1)), id));
                begin = i + 1;
            }
        }
        if (begin < records.size() || parts.isEmpty()) {
            parts.add(new Part(upload, null));
        }
        return parts;
    }

    private UploadAnswer part(Part part, Function<Upload, UploadAnswer> transaction) {
        try {
            UploadAnswer answer = transaction.apply(part.upload());
            if (answer instanceof Accepted) {
                forget(part.upload());
            }
            return answer;
        } catch (ActionTooSlow tooSlow) {
            int times = note(tooSlow.record(), tooSlow.record().equals(part.single()));
            if (times < MOST_ALONE) {
                throw tooSlow;
            }
            return new Refused(
                    Refusal.TOO_SLOW, tooSlow.getMessage() + ", " + times + " times without others", tooSlow.record());
        }
    }

    private synchronized boolean isKnown(ActionId record) {
        return alone.containsKey(record);
    }

    /** {@return how often the record took too long alone} */
    private synchronized int note(ActionId record, boolean wasAlone) {
        return alone.merge(record, wasAlone ? 1 : 0, Integer::sum);
    }

    private synchronized void forget(Upload accepted) {
        if (!alone.isEmpty()) {
            accepted.ids().forEach(alone::remove);
        }
    }
}
