package org.synchrotron.protocol;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;

/**
 * The JSON form of a row change: upstream's field names without {@code id}, because record and sequence identify it. Immutable.
 *
 * @param reversePatches left out if empty
 */
public record WireRowChange(
        @JsonbProperty("table_name") String tableName,
        @JsonbProperty("row_id") String rowId,
        @JsonbProperty("action_record_id") String actionRecordId,
        @JsonbProperty("audience_key") String audienceKey,
        String operation,
        @JsonbProperty("forward_patches") JsonObject forwardPatches,
        @JsonbProperty("reverse_patches") @Nullable JsonObject reversePatches,
        int sequence) {

    @Override
    public int hashCode() {
        return 31 * actionRecordId.hashCode() + sequence;
    }

    /** {@return the row change at this position among those of the record} */
    public static WireRowChange of(ActionId record, int sequence, RowChange change) {
        return new WireRowChange(
                change.row().table(),
                change.row().id(),
                record.value(),
                change.audience(),
                change.operation().name(),
                change.forward(),
                change.reverse().isEmpty() ? null : change.reverse(),
                sequence);
    }
}
