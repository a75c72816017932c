package org.synchrotron.client.runtime;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.engine.ConnectionSettings;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.protocol.MessageCodec;

/**
 * The settings of a client. Immutable.
 *
 * @param connection null for a client that stays offline
 * @param purityCheck whether each action runs twice, to find impure ones
 */
public record EngineSettings(
        StoreSettings store,
        ActionCatalogue actions,
        MessageCodec codec,
        @Nullable ConnectionSettings connection,
        SyncListener listener,
        boolean purityCheck) {

    Supplier<UUID> ids() {
        return store.ids();
    }
}
