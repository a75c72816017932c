package org.synchrotron.server.accept;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.schema.TrackedSchema;
import org.synchrotron.server.access.Caller;

/**
 * Records that a client asks the server to accept into the log. Immutable.
 *
 * @param caller the user of the session's token
 * @param client the replica that the session's hello named
 * @param basis the ingest id up to which the client has received the log
 * @param characters the length of its message
 * @param schema the tables of the client's program, as the session's hello told them; null if it did not
 */
public record Upload(
        Caller caller,
        ClientId client,
        long basis,
        List<UploadedRecord> records,
        long characters,
        @Nullable TrackedSchema schema) {

    public Upload {
        records = List.copyOf(records);
    }

    /** An upload of a client that did not tell its tables. */
    public Upload(Caller caller, ClientId client, long basis, List<UploadedRecord> records, long characters) {
        this(caller, client, basis, records, characters, null);
    }

    /** {@return an upload of the client that said hello} */
    public static Upload of(Caller caller, Hello hello, long basis, List<UploadedRecord> records, long characters) {
        return new Upload(caller, hello.clientId(), basis, records, characters, hello.schema());
    }

    /**
     * {@return whether a record of it comes with row changes, which the server may have to take as they are} Such a client must have seen all that
     * its user may see (rule 13), so the records before it must not get into the log first.
     */
    public boolean bringsRowChanges() {
        return records.stream().anyMatch(each -> !each.claim().changes().isEmpty());
    }

    /** {@return an upload of these of its records} */
    Upload with(List<UploadedRecord> some) {
        return new Upload(caller, client, basis, some, characters, schema);
    }

    /**
     * {@return its record with this id}
     *
     * @throws NoSuchElementException if it has none
     */
    public ActionRecord record(ActionId id) {
        return records.stream()
                .map(UploadedRecord::record)
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** {@return the tag of its record with this id} */
    public String tag(ActionId id) {
        return record(id).tag();
    }

    List<ActionId> ids() {
        return records.stream().map(each -> each.record().id()).toList();
    }
}
