package org.synchrotron.client;

import org.synchrotron.log.ActionId;

/**
 * A record has no outcome, because it was quarantined: the server refused it, or a record on which it builds. The record is still in the
 * file; {@link SynchrotronClient#retry} uploads it again, {@link SynchrotronClient#discard} deletes it. Immutable.
 */
public final class RecordQuarantined extends ClientException {

    private static final long serialVersionUID = 1L;

    private final ActionId actionId;
    private final ActionId refused;
    private final String code;
    private final String sentence;

    /** For the client's own packages. */
    public RecordQuarantined(QuarantinedRecord aside) {
        super("record " + aside.id() + " was quarantined (" + aside.code() + "): " + aside.sentence(), null);
        this.actionId = aside.id();
        this.refused = aside.refused();
        this.code = aside.code();
        this.sentence = aside.message();
    }

    /** {@return the record that was quarantined} */
    public ActionId actionId() {
        return actionId;
    }

    /** {@return the record that the server refused: this one, or an earlier one on which it builds} */
    public ActionId refused() {
        return refused;
    }

    /** {@return the reason, for programs} */
    public String code() {
        return code;
    }

    /** {@return the reason, for people} */
    public String sentence() {
        return sentence;
    }
}
