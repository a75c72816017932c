package org.synchrotron.server.accept;

import java.util.List;
import org.synchrotron.history.NetEffects;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.materialize.ReplayStep;

/** A record on its way into the log. */
sealed interface NewRecord {

    ActionRecord record();

    Caller author();

    /** {@return what it did where it ran first; empty if it runs here for the first time} */
    List<RowChange> uploaded();

    /** {@return what to call it, given what it did here} */
    Outcome outcome(List<RowChange> observed);

    default ReplayStep step() {
        return new ReplayStep(record(), author(), uploaded());
    }

    /** It ran on a client, which saw something. */
    record Uploaded(ActionRecord record, Caller author, List<RowChange> uploaded) implements NewRecord {
        @Override
        public Outcome outcome(List<RowChange> observed) {
            return NetEffects.same(uploaded, observed) ? Outcome.APPLIED : Outcome.ADAPTED;
        }
    }

    /** It is executed on this server. */
    record Executed(ActionRecord record, Caller author) implements NewRecord {
        @Override
        public List<RowChange> uploaded() {
            return List.of();
        }

        @Override
        public Outcome outcome(List<RowChange> observed) {
            return Outcome.APPLIED;
        }
    }
}
