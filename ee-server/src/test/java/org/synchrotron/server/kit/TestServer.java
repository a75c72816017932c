package org.synchrotron.server.kit;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.history.KnownFold;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.FurtherViews;
import org.synchrotron.server.accept.RecordWithdrawal;
import org.synchrotron.server.accept.Reruns;
import org.synchrotron.server.accept.ServerExecution;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.WaitingUploads;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.access.Savepoints;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.HiddenRowActions;
import org.synchrotron.server.catchup.Reading;
import org.synchrotron.server.catchup.ReplicaPosition;
import org.synchrotron.server.catchup.RowLimits;
import org.synchrotron.server.catchup.RowSink;
import org.synchrotron.server.log.RowHistory;
import org.synchrotron.server.log.RowsAtFloor;
import org.synchrotron.server.log.Withdrawal;
import org.synchrotron.server.log.WithdrawalTable;
import org.synchrotron.server.materialize.ImpurityListener;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.RunLimits;
import org.synchrotron.server.retention.RecordRemoval;

/** The server without its container: the real classes on a database of its own. */
public final class TestServer implements AutoCloseable {

    public static final long NOW = 1_700_000_000_000L;

    /** The id of each row delivery. */
    public static final RowDeliveryId ROWS = new RowDeliveryId("rows-1");

    public static final RowLimits ROW_LIMITS = new RowLimits(400, RowLimits.SNAPSHOT, System::nanoTime);

    public final TestDatabase database = new TestDatabase();
    public final AtomicLong time = new AtomicLong(NOW);
    /** The records that could not be read so far, and why. */
    public final Map<ActionId, String> unreadable = new ConcurrentHashMap<>();

    private final ActionArguments arguments = ItemActions.arguments();
    public final Materializer materializer;
    private final UploadAcceptance acceptance;
    private final ServerExecution execution;

    /** A server with the retired action {@code paint_v1}. */
    public TestServer() {
        this(retired("paint_v1"));
    }

    public TestServer(AcceptSettings settings) {
        this(settings, ItemActions.catalogue());
    }

    public TestServer(AcceptSettings settings, ActionCatalogue actions) {
        this(settings, actions, null, RunLimits.none());
    }

    /** @param impurities receives reports of impure actions; null to run each record once */
    public TestServer(AcceptSettings settings, @Nullable ImpurityListener impurities) {
        this(settings, impurities, RunLimits.none());
    }

    /** @param limits how long one run may take */
    public TestServer(AcceptSettings settings, @Nullable ImpurityListener impurities, RunLimits limits) {
        this(settings, ItemActions.catalogue(), impurities, limits);
    }

    private TestServer(
            AcceptSettings settings, ActionCatalogue actions, @Nullable ImpurityListener impurities, RunLimits limits) {
        materializer = new Materializer(
                actions, arguments, impurities, limits, new Savepoints(UUID.randomUUID()), settings.retired());
        acceptance = new UploadAcceptance(materializer, settings, time::get, TestServer::newId, this::unreadable);
        execution =
                new ServerExecution(actions, arguments, materializer, time::get, TestServer::newId, settings.limits());
    }

    private void unreadable(ActionId record, String what) {
        unreadable.put(record, what);
    }

    private static ActionId newId() {
        return ActionId.of(UUID.randomUUID());
    }

    /** {@return the default settings with these retired actions} */
    public static AcceptSettings retired(String... tags) {
        return new AcceptSettings(AcceptSettings.DEFAULT.drift(), Set.of(tags));
    }

    public static Caller caller(String user) {
        return new Caller(new UserId(user), "synchrotron_user");
    }

    /** An author of records that no log holds, without audiences. */
    public static Grantee grantee(String user) {
        return new Grantee(caller(user), 0);
    }

    public ActionArguments arguments() {
        return arguments;
    }

    public UploadAnswer accept(Upload upload) {
        return database.transaction(sql -> acceptance.accept(upload, sql));
    }

    /** Accepts an upload as the server would after a restart with these settings. */
    public UploadAnswer accept(Upload upload, AcceptSettings settings) {
        UploadAcceptance restarted = new UploadAcceptance(materializer, settings, time::get, TestServer::newId);
        return database.transaction(sql -> restarted.accept(upload, sql));
    }

    /** Accepts an upload in a transaction that the caller commits. */
    public UploadAnswer accept(Upload upload, Handle sql) {
        return acceptance.accept(upload, sql);
    }

    /** Accepts uploads in one transaction, which the caller commits. */
    public List<UploadAnswer> accept(Upload first, WaitingUploads waiting, Handle sql) {
        return acceptance.accept(first, waiting, sql);
    }

    public UploadAnswer accept(Upload upload, Connection connection) {
        return TestDatabase.transaction(connection, sql -> acceptance.accept(upload, sql));
    }

    /** Accepts an upload, and runs {@code beforeCommit} between its work and its commit. */
    public UploadAnswer accept(Upload upload, Connection connection, Runnable beforeCommit) {
        return TestDatabase.transaction(connection, sql -> {
            UploadAnswer answer = acceptance.accept(upload, sql);
            beforeCommit.run();
            return answer;
        });
    }

    public ServerExecution.Executed execute(String user, Record args) {
        return database.transaction(sql -> execution.execute(args, caller(user), sql));
    }

    /** Executes an action inside a transaction of the application. */
    public ServerExecution.Executed execute(String user, Record args, Handle sql) {
        return execution.execute(args, caller(user), sql);
    }

    public Delivery deliver(String user, long cursor) {
        return deliver(user, cursor, DeliveryLimits.DEFAULT);
    }

    public Delivery deliver(String user, long cursor, DeliveryLimits limits) {
        Reading reading = read(user, cursor, limits);
        while (reading instanceof Reading.ViewsMissing missing) {
            addViews(user, missing.records());
            reading = read(user, cursor, limits);
        }
        return ((Reading.Ready) reading).delivery();
    }

    public Reading read(String user, long cursor, DeliveryLimits limits) {
        ReplicaPosition position = Positions.of(user + "-1", cursor, null, true, RowScope.NONE);
        return read(user, position, limits, new ReadRows());
    }

    /** Reads what comes next for a replica, as records or as rows. */
    public Reading read(String user, ReplicaPosition position, DeliveryLimits limits, RowSink sink) {
        return database.snapshot(
                sql -> new DeliveryReader(limits, ROW_LIMITS, hiddenRows(), this::unreadable, () -> ROWS)
                        .next(caller(user), position, sink, sql));
    }

    /** Reads rows, and adds further views first where they are missing. */
    public ReadRows rows(String user, ReplicaPosition position, DeliveryLimits limits) {
        ReadRows rows = new ReadRows();
        Reading reading = read(user, position, limits, rows);
        while (reading instanceof Reading.ViewsMissing missing) {
            addViews(user, missing.records());
            reading = read(user, position, limits, rows);
        }
        if (!(reading instanceof Reading.Rows)) {
            throw new AssertionError("not rows, but " + reading);
        }
        return rows;
    }

    public HiddenRowActions hiddenRows() {
        return new HiddenRowActions(materializer.hiddenRowTags(), materializer::concernsHiddenRows);
    }

    /** Adds further views of these records as the session of a user would who reads past them. */
    public void addViews(String user, List<ActionId> records) {
        addViews(caller(user), records);
    }

    public void addViews(Caller reader, List<ActionId> records) {
        database.transaction(sql -> {
            addViews(reader, records, sql);
            return records;
        });
    }

    public void addViews(Caller reader, List<ActionId> records, Handle sql) {
        new FurtherViews(reruns()).add(reader, records, sql);
    }

    /** Withdraws records as an operator would. */
    public List<Withdrawal> withdraw(String reason, LogEntry... entries) {
        List<ActionId> records =
                List.of(entries).stream().map(each -> each.record().id()).toList();
        return database.transaction(sql -> {
            RoleScope.asEngine(sql, () -> {
                new WithdrawalTable(sql).request(records, reason);
                return records;
            });
            return new RecordWithdrawal(reruns()).carryOut(records, sql);
        });
    }

    /** Removes records as the server does whose retention is over, some at a time. */
    public int remove(Duration age, int together) {
        RecordRemoval removal = new RecordRemoval(age, together);
        int removed = 0;
        int more;
        do {
            more = database.transaction(sql -> removal.carryOut(Instant.ofEpochMilli(time.get()), sql));
            removed += more;
        } while (more > 0);
        return removed;
    }

    public Reruns reruns() {
        return new Reruns(materializer, time::get, TestServer::newId, this::unreadable);
    }

    /** {@return the row changes that the log lacks: those that lead from its fold to the tables} By rule 4 there are none. */
    public List<RowChange> missingChanges() {
        return database.transaction(sql -> RoleScope.asEngine(sql, () -> missingChanges(sql)));
    }

    private static List<RowChange> missingChanges(Handle sql) {
        List<RowRef> rows = sql.createQuery("""
                        select row_id from synchrotron.action_modified_rows union select id from items
                        union select row_id from synchrotron.floor_rows
                        """)
                .map((row, context) -> new RowRef("items", row.getString(1)))
                .list();
        RowHistory history = new RowHistory(sql);
        KnownFold fold = new KnownFold(new RowsAtFloor(sql).known(rows));
        List<LogEntry> entries = history.changes(rows);
        entries.forEach(fold::add);
        return fold.states().changesTo(history.present(rows));
    }

    @Override
    public void close() {
        database.close();
    }
}
