package org.synchrotron.action;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import org.synchrotron.log.ActionId;

/**
 * Ids for new rows that every replica derives alike: a UUID version 5 (RFC 9562) in the namespace of the record's id, over the
 * table and the row's stable identity. The same record gives the same row the same id however often it runs.
 */
public final class RowIds {

    private final UUID namespace;

    RowIds(ActionId record) {
        this.namespace = record.uuid();
    }

    /**
     * {@return the id of a row}
     *
     * @param identity the columns that make the row what it is among those that this record inserts into the table: strings,
     *     numbers, booleans, null, {@link java.time.Instant}, and maps and lists of these
     * @throws IllegalArgumentException if it holds a value of another type, or a number that is not finite
     */
    public String of(String table, Map<String, ?> identity) {
        return version5(namespace, table + "|" + CanonicalJson.of(identity) + "|0")
                .toString();
    }

    /** {@return the id of a row whose identity is one column} */
    public String of(String table, String column, Object value) {
        return of(table, Map.of(column, value));
    }

    static UUID version5(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
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
