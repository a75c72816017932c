package org.synchrotron.demo.run.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.synchrotron.history.ReplayKey;

/** Follows the order in which records reached the server, upload by upload. */
final class Arrivals {

    private final TreeSet<ReplayKey> log = new TreeSet<>();
    private final List<ReplayKey> upload = new ArrayList<>();
    private String present = "";
    private long late;
    private long rerun;

    /** @param ofUpload the same for all records of one upload, and another for the next */
    void add(ReplayKey key, String ofUpload) {
        if (!ofUpload.equals(present)) {
            finishUpload();
            present = ofUpload;
        }
        upload.add(key);
    }

    /** {@return how many records came behind one that was there before them} */
    long late() {
        finishUpload();
        return late;
    }

    /** {@return how many records lay behind the first record of an upload, summed over the uploads} */
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
