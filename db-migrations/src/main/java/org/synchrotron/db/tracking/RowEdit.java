package org.synchrotron.db.tracking;

import jakarta.json.JsonObject;

/**
 * One row change to carry out.
 *
 * @param patch the full row for INSERT, the changed columns for UPDATE (explicit nulls), empty for DELETE; never
 *     {@code audience_key}
 */
public record RowEdit(RowOperation operation, String table, String rowId, String audienceKey, JsonObject patch) {}
