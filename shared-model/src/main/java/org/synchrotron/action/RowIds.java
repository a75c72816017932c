package org.synchrotron.action;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Derives ids for new rows, the same on every replica: a UUID version 5 (RFC 9562) in the namespace of the record's id, over the
 * table and the row's stable identity. A record gives a row the same id each time it runs. A run that inserts two rows with one
 * identity fails with a {@link RowIdCollision}. Not thread-safe: an instance belongs to one run, on its thread.
 */
public final class RowIds {

    private static final UUID NIL = new UUID(0, 0);
    private static final Pattern UUID_FORM = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final UUID namespace;
    private final String prefix;
    private final GivenIds given = new GivenIds();

    private RowIds(UUID namespace, String prefix) {
        this.namespace = namespace;
        this.prefix = prefix;
    }

    /**
     * {@return the source of ids for one record's rows}
     *
     * @param actionId the record's id; like upstream, this also accepts ids that are not UUIDs
     */
    public static RowIds ofRecord(String actionId) {
        return UUID_FORM.matcher(actionId).matches()
                ? new RowIds(UUID.fromString(actionId), "")
                : new RowIds(NIL, actionId + "|");
    }

    /**
     * {@return the id of a row, a UUID in lower case}
     *
     * @param identity the columns that distinguish the row from the others that this record inserts into the table, with their
     *     values: strings, numbers, booleans, null, {@link java.time.Instant}, and maps and lists of these
     * @throws IllegalArgumentException if it holds a value of another type, or a number that is not finite
     */
    public String of(String table, Map<String, ?> identity) {
        String id = version5(namespace, prefix + table + "|" + CanonicalJson.of(identity) + "|0")
                .toString();
        given.note(id, table, identity);
        return id;
    }

    /** {@return the id of a row whose identity is one column, see {@link #of(String, Map)}} */
    public String of(String table, String column, Object value) {
        return of(table, Map.of(column, value));
    }

    /** {@return the failure of a run that used these ids; a {@link RowIdCollision} if two of its rows have the same id} */
    RuntimeException explained(RuntimeException failure) {
        return given.explained(failure);
    }

    private static UUID version5(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
