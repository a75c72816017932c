package org.synchrotron.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.synchrotron.log.Sha256;

/**
 * A digest of the audiences of a user. What was read for a client has that of the audiences under which it was read, so that a client stores
 * nothing that was read under others than it knows. Client and server compute it independently of each other, so its form is part of the
 * protocol. Immutable.
 *
 * @param value SHA-256, in base64 for URLs without padding, of the audiences in UTF-8 in the order of their characters, each after its
 *     length in characters and a colon
 */
public record AudiencesDigest(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** @throws IllegalArgumentException if the text does not have the form */
    public AudiencesDigest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a digest of audiences has 43 characters of base64 for URLs");
        }
    }

    /** {@return the digest of these audiences, in whatever order they come} */
    public static AudiencesDigest of(Collection<String> audiences) {
        MessageDigest digest = Sha256.begin();
        for (String each : new TreeSet<>(audiences)) {
            digest.update((each.length() + ":" + each).getBytes(StandardCharsets.UTF_8));
        }
        return new AudiencesDigest(Sha256.text(digest));
    }

    @Override
    public String toString() {
        return value;
    }
}
