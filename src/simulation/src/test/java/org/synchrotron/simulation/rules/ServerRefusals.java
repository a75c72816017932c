package org.synchrotron.simulation.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Refused;

/** The refusals of single records that the server has sent and that have not explained a quarantined record yet. */
public final class ServerRefusals {

    private final boolean repeated;
    private final Map<String, List<String>> refusals = new HashMap<>();

    /** @param repeated whether the network may deliver an answer more than once, so that one refusal may explain several times */
    public ServerRefusals(boolean repeated) {
        this.repeated = repeated;
    }

    /** The server answered an upload. */
    public void add(UploadAnswer answer) {
        if (answer instanceof Refused refused && refused.record() != null) {
            of(refused.record().value()).add(reason(refused.code().text(), refused.message()));
        }
    }

    /** {@return whether the server has refused the record like this} Each refusal explains only once, unless answers repeat. */
    boolean explain(String record, String code, String message) {
        String reason = reason(code, message);
        return repeated ? of(record).contains(reason) : of(record).remove(reason);
    }

    /** The record is retried: earlier refusals explain nothing any more. */
    void forget(String record) {
        if (!repeated) {
            refusals.remove(record);
        }
    }

    private List<String> of(String record) {
        return refusals.computeIfAbsent(record, any -> new ArrayList<>());
    }

    private static String reason(String code, String message) {
        return code + ": " + message;
    }
}
