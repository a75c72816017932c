package org.synchrotron.client;

import java.util.List;
import java.util.Set;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/**
 * Receives the events of a client. Called on the client's own thread, after the commit of what is reported. It must be quick, and must
 * not wait for the client. What it throws, errors included, is logged once for each kind and otherwise ignored.
 */
public interface SyncListener {

    /** Ignores all events. */
    SyncListener NONE = new SyncListener() {};

    /** The status changed. */
    default void statusChanged(SyncStatus status) {}

    /** Something went wrong; {@link SyncProblem.Kind} says what the client does about it. */
    default void problem(SyncProblem problem) {}

    /** The server decided about a record of this client, a re-run on the server changed a record's outcome, or an operator withdrew the record. */
    default void decided(ActionId record, Outcome outcome) {}

    /**
     * Pending records were quarantined: the server refused the first one, the others build on it. Their changes were undone; other
     * records are not affected.
     */
    default void quarantined(List<QuarantinedRecord> records) {}

    /**
     * The tables here cannot hold these rows of the server, because they have another schema; see {@link
     * SyncProblem.Kind#ROWS_LEFT_OUT}. Called once for each row, and again after it was held meanwhile.
     *
     * @param rows at most 100; {@link SyncStatus#leftOut} says how many there are in all
     */
    default void rowsLeftOut(List<LeftOutRow> rows) {}

    /**
     * These rows wait to be adopted: their actions did not write them; see {@link ClientBuilder#adopt}. Called after each attempt; the
     * first is before {@link ClientBuilder#open} returns.
     *
     * @param rows at most 100; {@link SyncStatus#unadopted} says how many there are in all
     */
    default void rowsNotAdopted(List<UnadoptedRow> rows) {}

    /**
     * The server has lost records of this client that it had accepted. Those that the file still keeps are uploaded again; outcomes that the
     * listener was told of them count no more.
     */
    default void recordsLost(LostRecords lost) {}

    /**
     * The file was damaged, and a new one is in its place; see {@link RecoveredFile}. Called once, before {@link ClientBuilder#open}
     * returns.
     */
    default void fileRecovered(RecoveredFile file) {}

    /** A delivery was stored. */
    default void delivered(int records, int rowChanges) {}

    /** Rows come instead of records: at the first contact, after a long absence, or for a new audience. */
    default void rows(RowProgress progress) {}

    /**
     * The user's audiences changed. Rows of lost ones are deleted, and pending work on them is quarantined. Rows of gained ones come soon;
     * {@link SyncStatus#awaitsRows} says whether they have.
     */
    default void audiencesChanged(Set<String> gained, Set<String> lost) {}

    /** The server accepted pending records into its log. Their outcomes follow with the next delivery. */
    default void uploaded(int records) {}

    /**
     * The log changed, and the tables were replayed.
     *
     * @param undone records that were undone
     * @param applied records that were applied, again or for the first time
     * @param run those of them whose logic ran
     */
    default void replayed(int undone, int applied, int run) {}

    /** A recorded action refused or failed when it ran again here; its known effects were applied instead. */
    default void logicFailed(ActionId record, String tag, RuntimeException cause) {}

    /**
     * Two runs of a record on the same rows had different effects: its action is impure. Or its statements do more with decimals than store
     * and read them. Called once for each record if {@link
     * ClientBuilder#purityCheck} is on, after the transaction, also if that was rolled back. Sync continues.
     */
    default void impure(ImpureAction found) {}

    /** A message was sent ({@code bytesUp}) or received ({@code bytesDown}), in bytes of UTF-8. */
    default void transferred(long bytesUp, long bytesDown) {}
}
