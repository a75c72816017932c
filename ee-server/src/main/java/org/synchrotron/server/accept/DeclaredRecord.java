package org.synchrotron.server.accept;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.synchrotron.action.Footprint;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.UploadedRecord;

/** A record of an upload, with the footprint that its action declares. The action is asked once. Immutable. */
record DeclaredRecord(UploadedRecord uploaded, Footprint footprint) {

    static final Comparator<DeclaredRecord> REPLAY_ORDER =
            Comparator.comparing(each -> ReplayKey.of(each.uploaded().record()));

    ActionId id() {
        return uploaded.record().id();
    }

    /** {@return the audiences that the action declares, and those that the client says the record wrote} */
    Set<String> audiences() {
        Set<String> audiences = new HashSet<>(footprint.declaredAudiences());
        audiences.addAll(uploaded.claim().audiences());
        return audiences;
    }
}
