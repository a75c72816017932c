package org.synchrotron.server.accept;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.accept.UploadAnswer.Refused;

/**
 * An upload after the checks that need no database. Immutable.
 *
 * @param objection the objection to any record, new or not; null if there is none
 * @param againstNew the objections to records if they are new, by record id
 */
record CheckedUpload(Upload upload, @Nullable Refused objection, Map<ActionId, Refused> againstNew) {

    static CheckedUpload of(Upload upload, UploadChecks checks) {
        Refused objection = checks.againstOwner(upload).orElse(null);
        return new CheckedUpload(upload, objection, objection == null ? checks.againstNew(upload) : Map.of());
    }

    /** {@return the place of its first record; null if it has none} */
    @Nullable
    ReplayKey place() {
        return upload.records().stream()
                .map(each -> ReplayKey.of(each.record()))
                .min(ReplayKey::compareTo)
                .orElse(null);
    }
}
