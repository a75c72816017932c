package org.synchrotron.server.inspect;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.access.http.CurrentCaller;
import org.synchrotron.server.catchup.VisibleCorrections;
import org.synchrotron.server.log.LogReader;
import org.synchrotron.server.log.RefusedRecord;
import org.synchrotron.server.log.RefusedTable;
import org.synchrotron.server.runtime.SyncDatabase;

/**
 * The records of the log that the caller may see, and the history of a row, as JSON. Errors: 401 without a valid token, 404 if
 * there is no such record or the caller may not see it.
 */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LogResource {

    private static final int MOST = 500;

    @Inject
    private CurrentCaller current;

    @Inject
    private SyncDatabase database;

    @Inject
    private LogReader log;

    /**
     * {@return the records with an ingest id above {@code after}, in order of arrival} At most {@code limit} of them, and at most
     * 500.
     */
    @GET
    @Path("records")
    public List<WireEntry> records(
            @QueryParam("after") @DefaultValue("0") long after, @QueryParam("limit") @DefaultValue("100") int limit) {
        return read(() -> log.arrivedAfter(after, bounded(limit)));
    }

    /** {@return one record, with its row changes and its outcome} */
    @GET
    @Path("records/{id}")
    public WireEntry record(@PathParam("id") String id) {
        return read(() -> List.of(log.find(actionId(id)).orElseThrow(LogResource::nothing)))
                .get(0);
    }

    /** {@return the history of a row, in replay order: each record with its changes of this row} At most 5,000 records. */
    @GET
    @Path("rows/{table}/{rowId}")
    public List<WireEntry> row(@PathParam("table") String table, @PathParam("rowId") String rowId) {
        RowRef row = new RowRef(table, rowId);
        return read(() -> log.historyOf(row, 10 * MOST), change -> change.row().equals(row));
    }

    /** {@return records of the caller that the server refused, the latest first} At most {@code limit} of them, and at most 500. */
    @GET
    @Path("refused")
    public List<RefusedRecord> refused(@QueryParam("limit") @DefaultValue("100") int limit) {
        return database.transaction(
                sql -> RoleScope.as(caller(), sql, () -> new RefusedTable(sql).latest(bounded(limit))));
    }

    private List<WireEntry> read(Supplier<List<LogEntry>> reading) {
        return read(reading, change -> true);
    }

    private List<WireEntry> read(Supplier<List<LogEntry>> reading, Predicate<RowChange> wanted) {
        return database.transaction(sql -> RoleScope.as(
                caller(),
                sql,
                () -> VisibleCorrections.only(reading.get(), sql).stream()
                        .map(entry -> WireEntry.of(entry, wanted))
                        .toList()));
    }

    private Caller caller() {
        return current.caller().orElseThrow(() -> new NotAuthorizedException("Bearer"));
    }

    private static int bounded(int limit) {
        return Math.max(1, Math.min(limit, MOST));
    }

    private static ActionId actionId(String text) {
        try {
            return new ActionId(text);
        } catch (IllegalArgumentException e) {
            throw nothing();
        }
    }

    private static NotFoundException nothing() {
        return new NotFoundException(Response.status(Response.Status.NOT_FOUND)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("code", "not-found", "message", "no such record, or none that you may see"))
                .build());
    }
}
