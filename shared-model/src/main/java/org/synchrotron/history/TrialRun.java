package org.synchrotron.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.RowChange;

/**
 * What one of two runs of a record did.
 *
 * @param effects its row changes; none if it failed, for then they were taken back
 * @param failure the refusal or failure with which it ended; null if it came to its end
 */
public record TrialRun(List<RowChange> effects, @Nullable RuntimeException failure) {

    public TrialRun {
        effects = List.copyOf(effects);
    }

    /** A run that came to its end. */
    public static TrialRun done(List<RowChange> effects) {
        return new TrialRun(effects, null);
    }

    /** A run that refused or failed. */
    public static TrialRun failed(RuntimeException failure) {
        return new TrialRun(List.of(), failure);
    }
}
