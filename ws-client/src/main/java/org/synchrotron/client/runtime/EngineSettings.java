package org.synchrotron.client.runtime;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.engine.Backoff;
import org.synchrotron.client.link.Network;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.protocol.MessageCodec;

/**
 * What a client is made of.
 *
 * @param network null for a client that stays offline
 * @param purityCheck whether each action runs twice, to find impure ones
 */
public record EngineSettings(
        StoreSettings store,
        ActionCatalogue actions,
        MessageCodec codec,
        @Nullable Network network,
        Backoff backoff,
        SyncListener listener,
        boolean purityCheck) {

    Supplier<UUID> ids() {
        return store.ids();
    }
}
