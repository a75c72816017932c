package org.synchrotron.simulation.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Refused;

/** What the server has answered of records that it does not take. */
public final class Answers {

    private final boolean heardAgain;
    private final Map<String, List<String>> refusals = new HashMap<>();

    /** @param heardAgain whether an answer may be heard more than once */
    public Answers(boolean heardAgain) {
        this.heardAgain = heardAgain;
    }

    /** The server answered an upload. */
    public void add(UploadAnswer answer) {
        if (answer instanceof Refused refused && refused.record() != null) {
            of(refused.record().value()).add(reason(refused.code().text(), refused.message()));
        }
    }

    /** {@return whether the server has refused the record like that} One answer explains it once. */
    boolean explain(String record, String code, String message) {
        String reason = reason(code, message);
        return heardAgain ? of(record).contains(reason) : of(record).remove(reason);
    }

    /** It is tried again: what was answered before explains nothing any more. */
    void forget(String record) {
        if (!heardAgain) {
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
