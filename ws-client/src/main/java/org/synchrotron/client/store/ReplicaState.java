package org.synchrotron.client.store;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.HybridClock;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.clock.WallClock;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.JsonText;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.schema.TrackedSchema;

/**
 * The state of this replica: a cache of {@link StateTable}. Changes are written at once, in the present transaction; after a rollback,
 * {@link #reload} restores what is stored. Not thread-safe.
 */
public final class ReplicaState {

    private final StateTable table;
    private final ReplicaIdentity identity;
    private final SizeLimits sizes;
    private final StoredClock clock;
    private long cursor;
    private @Nullable String serverEpoch;
    private @Nullable Set<String> audiences;
    private @Nullable AudiencesDigest audiencesDigest;
    private @Nullable DeferredSpan deferred;
    private HybridTimestamp base = HybridTimestamp.ZERO;
    private RowScope lacking = RowScope.NONE;
    private TrackedSchema schema = new TrackedSchema("0", Map.of());

    ReplicaState(StateTable table, WallClock wall, ReplicaIdentity identity) {
        this.table = table;
        this.identity = identity;
        this.sizes = new SizeLimits(table);
        this.clock = new StoredClock(table, wall);
        reload();
    }

    /** Forgets what was not committed. */
    void reload() {
        clock.reload();
        sizes.reload();
        cursor = table.number(StateTable.Key.CURSOR);
        serverEpoch = table.get(StateTable.Key.SERVER_EPOCH).orElse(null);
        identity.reload();
        audiences = table.get(StateTable.Key.AUDIENCES, StoredScope::texts).orElse(null);
        audiencesDigest = null;
        base = new HybridTimestamp(
                table.number(StateTable.Key.BASE_TIME_MS), table.number(StateTable.Key.BASE_COUNTER));
        lacking = table.get(StateTable.Key.LACKING, StoredScope::of).orElse(RowScope.NONE);
        ReplayKey deferredFrom = place(StateTable.Key.DEFERRED_FROM);
        deferred = deferredFrom == null ? null : new DeferredSpan(deferredFrom, place(StateTable.Key.DEFERRED_TO));
    }

    /** {@return the id of this replica} Any thread may call it. */
    public ClientId clientId() {
        return identity.client();
    }

    /** {@return whose replica this is, and its id} */
    public ReplicaIdentity identity() {
        return identity;
    }

    /** {@return the ingest id up to which this replica holds the log} */
    public long cursor() {
        return cursor;
    }

    /** {@return the same place as the server names it; empty if this replica holds nothing of the log} */
    public Optional<Cursor> placeInLog() {
        return cursor == 0 ? Optional.empty() : table.get(StateTable.Key.PLACE_IN_LOG, Cursor::new);
    }

    /**
     * Moves the cursor forward; never back.
     *
     * @param place the ingest id {@code upTo} as the server names it
     */
    public void advance(long upTo, Cursor place) {
        if (upTo > cursor) {
            hold(upTo, place);
        }
    }

    /** The server has another log than this replica held. It now holds the rows of that up to there, and they alone are its base. */
    public void begin(long upTo, Cursor place, HybridTimestamp latest) {
        hold(upTo, place);
        base(latest);
    }

    private void hold(long upTo, Cursor place) {
        table.put(StateTable.Key.CURSOR, upTo);
        table.put(StateTable.Key.PLACE_IN_LOG, place);
        cursor = upTo;
    }

    /**
     * {@return a clock at or above that of every record of which this replica holds only the rows} The zero of clocks if it holds all
     * records up to the cursor that its user may see.
     */
    public HybridTimestamp base() {
        return base;
    }

    /** {@return whether records of this clock would change rows of the base, so that they cannot be replayed} */
    public boolean isInBase(HybridTimestamp clock) {
        return !base.equals(HybridTimestamp.ZERO) && clock.compareTo(base) <= 0;
    }

    /** The tables hold what records up to this clock made, and the log here does not hold the records. */
    public void raiseBase(HybridTimestamp upTo) {
        if (upTo.compareTo(base) > 0) {
            base(upTo);
        }
    }

    private void base(HybridTimestamp upTo) {
        table.put(StateTable.Key.BASE_TIME_MS, upTo.timeMs());
        table.put(StateTable.Key.BASE_COUNTER, upTo.counter());
        base = upTo;
    }

    /** {@return rows that the user may see, and that this replica has not received yet; almost always none} */
    public RowScope lacking() {
        return lacking;
    }

    public void lacking(RowScope rows) {
        if (!rows.equals(lacking)) {
            table.put(StateTable.Key.LACKING, StoredScope.text(rows));
            lacking = rows;
        }
    }

    /** {@return what the server is told of the tables that this program tracks} */
    public TrackedSchema schema() {
        return schema;
    }

    void schema(TrackedSchema tracked) {
        schema = tracked;
    }

    /** All rows are to come anew; before the first delivery they are to come anyway. */
    public void lacksAll() {
        if (cursor > 0) {
            lacking(RowScope.ALL);
        }
    }

    /** The rows of these tables are to come anew; before the first delivery all are to come anyway. */
    void lacksTables(Set<String> tables) {
        if (!tables.isEmpty() && cursor > 0) {
            lacking(lacking.with(new RowScope(false, Set.of(), tables)));
        }
    }

    /** {@return the identity of the server whose log this is; empty before the first contact} */
    public Optional<String> serverEpoch() {
        return Optional.ofNullable(serverEpoch);
    }

    public void serverEpoch(String epoch) {
        table.put(StateTable.Key.SERVER_EPOCH, epoch);
        serverEpoch = epoch;
    }

    /** {@return whether the user may see rows of this audience, as the server last said; true before it said so} */
    public boolean sees(String audience) {
        return audiences == null || audiences.contains(audience);
    }

    /** {@return the user's audiences, as the server last said; empty before it said so} */
    public Optional<Set<String>> audiences() {
        return Optional.ofNullable(audiences);
    }

    /** {@return the digest of the user's audiences; null before the server named them} */
    public @Nullable AudiencesDigest audiencesDigest() {
        if (audiencesDigest == null && audiences != null) {
            audiencesDigest = AudiencesDigest.of(audiences);
        }
        return audiencesDigest;
    }

    public void audiences(Set<String> present) {
        if (!present.equals(audiences)) {
            table.put(StateTable.Key.AUDIENCES, JsonText.of(new TreeSet<>(present)));
            audiences = Set.copyOf(present);
            audiencesDigest = null;
        }
    }

    /** Adds audiences that the server has shown since it last named all. Does nothing before that. */
    public void alsoSees(Set<String> more) {
        if (audiences != null && !audiences.containsAll(more)) {
            Set<String> all = new TreeSet<>(audiences);
            all.addAll(more);
            audiences(all);
        }
    }

    /** {@return the span of the log within which the tables lack changes; almost always empty} */
    public Optional<DeferredSpan> deferred() {
        return Optional.ofNullable(deferred);
    }

    public void deferred(Optional<DeferredSpan> found) {
        DeferredSpan stretch = found.orElse(null);
        if (!Objects.equals(stretch, deferred)) {
            put(StateTable.Key.DEFERRED_FROM, stretch == null ? null : stretch.from());
            put(StateTable.Key.DEFERRED_TO, stretch == null ? null : stretch.to());
            deferred = stretch;
        }
    }

    private void put(StateTable.Key name, @Nullable ReplayKey place) {
        table.put(name, place == null ? "" : StoredPlace.text(place));
    }

    private @Nullable ReplayKey place(StateTable.Key name) {
        return table.get(name, StoredPlace::ifAny).flatMap(place -> place).orElse(null);
    }

    /** {@return the clock; after taking or receiving readings, {@link #saveClock} belongs in the same transaction} */
    public HybridClock clock() {
        return clock.clock();
    }

    public void saveClock() {
        clock.save();
    }

    /** {@return how large a record may be, as the server last said} */
    public SizeLimits sizes() {
        return sizes;
    }
}
