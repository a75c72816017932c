package org.synchrotron.demo.run.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.synchrotron.history.ReplayKey;

/** Counts late records from the order in which records reached the server, upload by upload. */
final class ArrivalOrder {

    private final TreeSet<ReplayKey> log = new TreeSet<>();
    private final List<ReplayKey> upload = new ArrayList<>();
    private String present = "";
    private long late;
    private long rerun;

    /** @param uploadName the same text for all records of an upload, and another text for the next upload */
    void add(ReplayKey key, String uploadName) {
        if (!uploadName.equals(present)) {
            finishUpload();
            present = uploadName;
        }
        upload.add(key);
    }

    /** {@return how many records arrived after a record that is later in replay order} */
    long late() {
        finishUpload();
        return late;
    }

    /** {@return how many records were later than the first record of an upload, in total over all uploads} */
    long rerun() {
        finishUpload();
        return rerun;
    }

    long records() {
        finishUpload();
        return log.size();
    }

    private void finishUpload() {
        if (!upload.isEmpty() && !log.isEmpty()) {
            ReplayKey latest = log.last();
            late += upload.stream().filter(each -> each.isBefore(latest)).count();
            rerun += log.tailSet(upload.stream().min(ReplayKey::compareTo).orElseThrow())
                    .size();
        }
        log.addAll(upload);
        upload.clear();
    }
}
