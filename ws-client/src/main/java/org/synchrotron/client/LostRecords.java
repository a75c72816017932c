package org.synchrotron.client;

import java.util.List;
import org.synchrotron.log.ActionId;

/**
 * Records of this client that the server had accepted and does not have any more: its database was restored to an earlier state. Immutable.
 *
 * @param again those that the file still kept, in replay order: they are pending again, under the same ids
 * @param mayBeMore whether the server may have lost earlier ones, too, which the file no longer keeps; nobody can bring them back. See {@link
 *     ClientBuilder#keepOwn}
 */
public record LostRecords(List<ActionId> again, boolean mayBeMore) {

    public LostRecords {
        again = List.copyOf(again);
    }
}
