package org.synchrotron.client;

import org.synchrotron.log.ActionId;

/**
 * The server decides nothing about a record, because it was quarantined: it does not take it, or not one on which it builds. The
 * record is still in the file; {@link SynchrotronClient#retry} and {@link SynchrotronClient#discard} say what becomes of it.
 */
public final class RecordQuarantined extends ClientException {

    private static final long serialVersionUID = 1L;

    private final ActionId actionId;
    private final ActionId refused;
    private final String code;
    private final String sentence;

    /** For the client's own packages. */
    public RecordQuarantined(QuarantinedRecord aside) {
        super(
                "record " + aside.id() + " (" + aside.record().tag() + ") was quarantined: "
                        + (aside.isRefused() ? "" : "it builds on record " + aside.refused() + ", ") + aside.code()
                        + ": "
                        + aside.message(),
                null);
        this.actionId = aside.id();
        this.refused = aside.refused();
        this.code = aside.code();
        this.sentence = aside.message();
    }

    /** {@return the record that was quarantined} */
    public ActionId actionId() {
        return actionId;
    }

    /** {@return the record that the server refused: that one, or an earlier one on which it builds} */
    public ActionId refused() {
        return refused;
    }

    /** {@return why, for programs} */
    public String code() {
        return code;
    }

    /** {@return why, for people} */
    public String sentence() {
        return sentence;
    }
}
