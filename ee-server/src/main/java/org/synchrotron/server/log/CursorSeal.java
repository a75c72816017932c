package org.synchrotron.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.Cursor;

/**
 * Writes and reads the cursors of one client and user: {@code epoch:ingestId:signature}. The signature is of the place with its fingerprint,
 * the client and the user, so only this log gives the cursor, to this client. Thread-safe.
 */
public final class CursorSeal {

    private static final String ALGORITHM = "HmacSHA256";

    /** In bytes: 128 bits. */
    private static final int SIGNATURE = 16;

    /** Older servers signed nothing. */
    private static final Pattern FORM = Pattern.compile("([^:]+):([0-9]{1,18})(:.*)?");

    private final SecretKeySpec key;
    private final ClientId client;
    private final UserId user;

    /** @param key the key of the log, which is a secret */
    public CursorSeal(byte[] key, ClientId client, UserId user) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.client = client;
        this.user = user;
    }

    /** {@return the seal of a client, with the key of this log} The transaction must be in the engine's scope. */
    public static CursorSeal of(ClientId client, UserId user, Handle sql) {
        return new CursorSeal(
                sql.createQuery("select key from synchrotron.cursor_key")
                        .mapTo(byte[].class)
                        .one(),
                client,
                user);
    }

    /** {@return the identity of the log that a cursor names, believed or not; empty if it names none} */
    public static Optional<String> epoch(Cursor cursor) {
        return Optional.of(FORM.matcher(cursor.text())).filter(Matcher::matches).map(form -> form.group(1));
    }

    /** {@return the ingest id that a cursor names, believed or not; empty if it names none} */
    public static OptionalLong ingestId(Cursor cursor) {
        Matcher form = FORM.matcher(cursor.text());
        return form.matches() ? OptionalLong.of(Long.parseLong(form.group(2))) : OptionalLong.empty();
    }

    /** {@return the client whose cursors these are} */
    public ClientId client() {
        return client;
    }

    /** {@return the place as the client holds it} */
    public Cursor cursor(LogPosition place) {
        return new Cursor(place.epoch() + ':' + place.ingestId() + ':' + signature(place));
    }

    /** {@return whether a cursor was given to this client for this place} */
    public boolean isOf(Cursor cursor, LogPosition place) {
        return MessageDigest.isEqual(
                cursor.text().getBytes(UTF_8), cursor(place).text().getBytes(UTF_8));
    }

    private String signature(LogPosition place) {
        return signature(
                place.epoch(),
                String.valueOf(place.ingestId()),
                place.fingerprint().toString());
    }

    /** {@return the signature of these texts, in this order, for this client and user} None of them may have a line feed. */
    public String signature(String... texts) {
        String signed = String.join("\n", String.join("\n", texts), client.value(), user.value());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] whole = mac.doFinal(signed.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, SIGNATURE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
