package org.synchrotron.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import org.jdbi.v3.core.config.JdbiConfig;
import org.synchrotron.log.Sha256;

/**
 * The key with which a handle opens scopes, derived from the password of the server's login, whose digest the database knows. The handles of
 * actions have none. Belongs to one handle. Not thread-safe.
 */
public final class ScopeKey implements JdbiConfig<ScopeKey> {

    /** As the migration command derives it. */
    private static final String PURPOSE = "synchrotron scope\n";

    private String value = "";

    /** {@return the key of servers that log in with this password} */
    public static String of(String loginPassword) {
        return HexFormat.of().formatHex(Sha256.begin().digest((PURPOSE + loginPassword).getBytes(UTF_8)));
    }

    /** {@return the key; empty for a handle that opens no scopes} */
    public String value() {
        return value;
    }

    /** Gives the handle its key. */
    public void set(String key) {
        value = key;
    }

    @Override
    public ScopeKey createCopy() {
        ScopeKey copy = new ScopeKey();
        copy.value = value;
        return copy;
    }
}
