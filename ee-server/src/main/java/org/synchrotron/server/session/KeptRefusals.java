package org.synchrotron.server.session;

import java.util.EnumSet;
import java.util.Set;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.RefusedTable;
import org.synchrotron.server.runtime.Transactions;

/** Keeps the records that the server refuses for good, for those who help their authors. Thread-safe. */
final class KeptRefusals {

    private static final System.Logger LOG = System.getLogger(KeptRefusals.class.getName());

    /** The refusals after which a device quarantines the record. After others it changes the record, or comes again. */
    private static final Set<Refusal> FINAL = EnumSet.of(
            Refusal.NOT_YOURS,
            Refusal.ID_TAKEN,
            Refusal.INVALID_RECORD,
            Refusal.ACCESS_DENIED,
            Refusal.UNKNOWN_ACTION,
            Refusal.TOO_SLOW,
            Refusal.FAILING,
            Refusal.ARGS_TOO_LONG,
            Refusal.TOO_MANY_CHANGES);

    private final Transactions transactions;

    KeptRefusals(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Keeps the record of this refusal, if it is a final one. What fails holds up no answer. */
    void keep(Upload upload, Refused refusal) {
        ActionId record = refusal.record();
        if (record == null || !FINAL.contains(refusal.code())) {
            return;
        }
        try {
            transactions.transaction(sql -> RoleScope.asEngine(sql, () -> {
                new RefusedTable(sql)
                        .keep(
                                upload.caller().user(),
                                upload.record(record),
                                refusal.code().text(),
                                refusal.message());
                return record;
            }));
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, () -> "refused record " + record + " is not kept for support", e);
        }
    }
}
