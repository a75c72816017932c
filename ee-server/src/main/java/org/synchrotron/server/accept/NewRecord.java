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

    /** {@return what to write where no logic can be run} */
    List<RowChange> given();

    /**
     * {@return its known effects}
     *
     * @param applied its applied changes
     */
    List<RowChange> known(List<RowChange> applied);

    /** {@return what to call it, given its known effects} */
    Outcome outcome(List<RowChange> known);

    default ReplayStep step() {
        return new ReplayStep(record(), author(), given());
    }

    /** It ran on a client, which saw something. */
    record Uploaded(ActionRecord record, Caller author, List<RowChange> given) implements NewRecord {
        @Override
        public List<RowChange> known(List<RowChange> applied) {
            return applied;
        }

        @Override
        public Outcome outcome(List<RowChange> known) {
            return NetEffects.same(given, known) ? Outcome.APPLIED : Outcome.ADAPTED;
        }
    }

    /** A client's correction: of what it offers, the server has taken this. Which cells count is decided anew at each run. */
    record Contributed(ActionRecord record, Caller author, List<RowChange> offered, List<RowChange> given)
            implements NewRecord {
        @Override
        public List<RowChange> known(List<RowChange> applied) {
            return given;
        }

        @Override
        public Outcome outcome(List<RowChange> known) {
            return known.size() == offered.size() ? Outcome.APPLIED : Outcome.ADAPTED;
        }
    }

    /** It is executed on this server. */
    record Executed(ActionRecord record, Caller author) implements NewRecord {
        @Override
        public List<RowChange> given() {
            return List.of();
        }

        @Override
        public List<RowChange> known(List<RowChange> applied) {
            return applied;
        }

        @Override
        public Outcome outcome(List<RowChange> known) {
            return Outcome.APPLIED;
        }
    }
}
