package org.synchrotron.db.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The key with which a server opens scopes: the blocks of work in which a transaction of the database has the role and the view of a user. The
 * server derives it from the password of its login, so it needs no setting of its own, and no SQL of an action can read it. The database
 * knows its digest.
 */
public final class ScopeKey {

    private static final String PURPOSE = "synchrotron scope\n";

    private ScopeKey() {}

    /** {@return the key of servers that log in with this password} */
    public static String of(String loginPassword) {
        return HexFormat.of().formatHex(digest(PURPOSE + loginPassword));
    }

    /** {@return what the database knows of a key} */
    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
