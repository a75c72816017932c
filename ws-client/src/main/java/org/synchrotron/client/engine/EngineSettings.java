package org.synchrotron.client.engine;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.link.websocket.ServerAddress;
import org.synchrotron.client.store.StoreSettings;
import org.synchrotron.protocol.MessageCodec;

/**
 * What a client is made of.
 *
 * @param server null for a client that stays offline
 * @param token asked before every connection, on a thread of its own
 * @param purityCheck whether each action runs twice, to find impure ones
 */
public record EngineSettings(
        StoreSettings store,
        ActionCatalogue actions,
        MessageCodec codec,
        @Nullable ServerAddress server,
        Supplier<String> token,
        Backoff backoff,
        SyncListener listener,
        boolean purityCheck) {

    Supplier<UUID> ids() {
        return store.ids();
    }
}
