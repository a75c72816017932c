package org.synchrotron.protocol;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * A row change as upstream spells it.
 *
 * @param id derived from the record's id and the sequence; nobody refers to it
 */
public record WireRowChange(
        String id,
        @JsonbProperty("table_name") String tableName,
        @JsonbProperty("row_id") String rowId,
        @JsonbProperty("action_record_id") String actionRecordId,
        @JsonbProperty("audience_key") String audienceKey,
        String operation,
        @JsonbProperty("forward_patches") JsonObject forwardPatches,
        @JsonbProperty("reverse_patches") JsonObject reversePatches,
        int sequence) {

    /** {@return a row change of the record} */
    public static WireRowChange of(ActionId record, int sequence, RowChange change) {
        return new WireRowChange(
                id(record, sequence),
                change.row().table(),
                change.row().id(),
                record.value(),
                change.audience(),
                change.operation().name(),
                change.forward(),
                change.reverse(),
                sequence);
    }

    RowChange change() {
        return RowChange.of(
                RowChange.Operation.valueOf(operation),
                new RowRef(tableName, rowId),
                audienceKey,
                forwardPatches,
                reversePatches);
    }

    private static String id(ActionId record, int sequence) {
        byte[] name = (record.value() + "#" + sequence).getBytes(StandardCharsets.US_ASCII);
        return UUID.nameUUIDFromBytes(name).toString();
    }
}
