package org.synchrotron.db.tracking;

import jakarta.json.JsonObject;

/**
 * One row change to apply.
 *
 * @param patch the full row for INSERT, the changed columns for UPDATE (nulls are explicit), empty for DELETE; never contains
 *     {@code audience_key}
 */
public record RowEdit(RowOperation operation, String table, String rowId, String audienceKey, JsonObject patch) {}
