package org.synchrotron.server.session;

import java.util.Set;
import org.synchrotron.protocol.RecordLimits;

/**
 * What a server asks of all clients, and tells them. Immutable.
 *
 * @param maxMessageBytes the longest message that the server accepts, in bytes of UTF-8
 * @param retired the tags of actions without code on this server whose records are accepted with their row changes
 * @param oldestSchema the least version of a client's schema
 * @param limits how large uploads and their records may be
 */
public record ServerTerms(int maxMessageBytes, Set<String> retired, long oldestSchema, RecordLimits limits) {

    public ServerTerms {
        retired = Set.copyOf(retired);
    }
}
