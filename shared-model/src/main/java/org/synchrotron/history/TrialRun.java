package org.synchrotron.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.RowChange;

/**
 * The result of one of two runs of a record. Immutable.
 *
 * @param effects its row changes; none if it failed, because then they were undone
 * @param failure the refusal or failure with which it ended; null if it succeeded
 */
public record TrialRun(List<RowChange> effects, @Nullable RuntimeException failure) {

    public TrialRun {
        effects = List.copyOf(effects);
    }

    /** {@return the result of a run that succeeded} */
    public static TrialRun done(List<RowChange> effects) {
        return new TrialRun(effects, null);
    }

    /** {@return the result of a run that refused or failed} */
    public static TrialRun failed(RuntimeException failure) {
        return new TrialRun(List.of(), failure);
    }
}
