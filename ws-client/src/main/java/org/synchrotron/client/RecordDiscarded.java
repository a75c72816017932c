package org.synchrotron.client;

import org.synchrotron.log.ActionId;

/** The record was given up before the server decided about it; see {@link SynchrotronClient#hardResync}. Immutable. */
public final class RecordDiscarded extends ClientException {

    private static final long serialVersionUID = 1L;

    private final ActionId actionId;

    /** For the client's own packages. */
    public RecordDiscarded(ActionId record) {
        super("record " + record + " was discarded by a hard resync before the server decided about it", null);
        this.actionId = record;
    }

    /** {@return the record that was given up} */
    public ActionId actionId() {
        return actionId;
    }
}
