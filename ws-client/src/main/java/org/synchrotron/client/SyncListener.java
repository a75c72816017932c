package org.synchrotron.client;

import java.util.List;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/**
 * Hears what happens between client and server. Called on the client's own thread after the commit of what is told: it must be
 * quick, and must not wait for the client. What it throws, errors included, is logged once for each kind and otherwise ignored.
 */
public interface SyncListener {

    /** Hears nothing. */
    SyncListener NONE = new SyncListener() {};

    /** The status is another than before. */
    default void statusChanged(SyncStatus status) {}

    /** Something went wrong; {@link SyncProblem.Kind} says what the client does about it. */
    default void problem(SyncProblem problem) {}

    /** An own record was decided, or a re-run on the server changed a record's outcome. */
    default void decided(ActionId record, Outcome outcome) {}

    /**
     * Pending records were quarantined: the first is the one that the server does not take, the others build on it. What they did is
     * out of the tables; the rest goes on.
     */
    default void quarantined(List<QuarantinedRecord> records) {}

    /** A delivery was stored. */
    default void delivered(int records, int rowChanges) {}

    /** The server has taken pending records into its log. What became of them follows with the next delivery. */
    default void uploaded(int records) {}

    /**
     * The tables were brought to a changed log.
     *
     * @param undone records taken back
     * @param applied records applied, again or for the first time
     * @param run those of them whose logic ran
     */
    default void replayed(int undone, int applied, int run) {}

    /** A recorded action refused or failed when it ran again here; its known effects stand in for it. */
    default void logicFailed(ActionId record, String tag, RuntimeException cause) {}

    /**
     * Two runs of a record here, on the same rows, did not do the same: its action is not pure. Told once for each record, where
     * {@link ClientBuilder#purityCheck} is on, after the transaction, whether or not it was committed. Sync goes on.
     */
    default void impure(ImpureAction found) {}

    /** A message was sent ({@code bytesUp}) or received ({@code bytesDown}), in bytes of UTF-8. */
    default void transferred(long bytesUp, long bytesDown) {}
}
