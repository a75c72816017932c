package org.synchrotron.server.accept;

import java.time.Duration;
import java.util.Set;
import org.synchrotron.protocol.RecordLimits;

/**
 * The settings that decide which uploads are accepted. Immutable.
 *
 * @param drift how far a record's clock may be ahead of the server's
 * @param retired the tags of actions without code on this server whose records are accepted, with the row changes in the upload.
 *     Where there is code, it decides, and the tag here has no effect
 * @param limits how large uploads may be
 */
public record AcceptSettings(Duration drift, Set<String> retired, RecordLimits limits) {

    /** Five minutes of drift, and no retired actions. */
    public static final AcceptSettings DEFAULT = new AcceptSettings(Duration.ofMinutes(5), Set.of());

    public AcceptSettings {
        retired = Set.copyOf(retired);
    }

    /** Settings with the default limits. */
    public AcceptSettings(Duration drift, Set<String> retired) {
        this(drift, retired, RecordLimits.DEFAULT);
    }
}
