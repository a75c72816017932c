package org.synchrotron.server.inspect;

import jakarta.enterprise.context.ApplicationScoped;
import org.synchrotron.log.ActionRecord;

/** Writes the failure of an action to the server's log, with its stack, once for each record and for at most 1,000 records. Thread-safe. */
@ApplicationScoped
public class FailedReport {

    private static final System.Logger LOG = System.getLogger(FailedReport.class.getName());

    private final KnownRecords known = new KnownRecords();

    /** Writes the failure, if none of this record was written before. */
    public void tell(ActionRecord record, Throwable failure) {
        if (known.add(record.id())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the action " + record.tag() + " failed, so record " + record.id() + " is rejected",
                    failure);
        }
    }
}
