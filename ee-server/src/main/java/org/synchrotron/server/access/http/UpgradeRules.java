package org.synchrotron.server.access.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What counts for requests that open a WebSocket. Immutable.
 *
 * @param origins the other origins whose pages may connect
 * @param addressHeader the header in which a proxy tells the address of the client; null if there is no such proxy
 */
public record UpgradeRules(List<String> origins, @Nullable String addressHeader) {

    public UpgradeRules {
        origins = List.copyOf(origins);
    }
}
