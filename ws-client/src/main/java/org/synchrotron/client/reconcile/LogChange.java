package org.synchrotron.client.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;

/**
 * A change of the log. Immutable.
 *
 * @param from the earliest place in replay order at which records came, went or moved; empty if none did
 * @param predictedFrom where predictions began before the change; empty if there were none
 * @param effects known effects that were read already
 */
public record LogChange(
        Optional<ReplayKey> from, Optional<ReplayKey> predictedFrom, Map<ActionId, List<RowChange>> effects) {}
