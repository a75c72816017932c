package org.synchrotron.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256, and its text in messages. */
public final class Sha256 {

    private Sha256() {}

    /** {@return a new digest, as thread-safe as any: not at all} */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** {@return the hash of what the digest was given, in base64 for URLs without padding: 43 characters} The digest begins anew. */
    public static String text(MessageDigest digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }
}
