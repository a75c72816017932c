package org.synchrotron.server.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.action.Footprint.NamedRows;
import org.synchrotron.action.Footprint.Rows;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.Sha256;

/**
 * The rows in the footprint of a record, as the log stores them: each by its key, a hash of its table and id. Rows with the same key are
 * taken for one row, which may make a record run again needlessly. Immutable.
 *
 * @param areAll whether they are all rows of the footprint's audiences; then there are no keys
 */
public record RowKeys(boolean areAll, Set<Long> keys) {

    /** All rows of the audiences. */
    public static final RowKeys ALL = new RowKeys(true, Set.of());

    public RowKeys {
        keys = Set.copyOf(keys);
    }

    /** {@return the rows that an action declares} */
    public static RowKeys of(Rows rows) {
        return rows instanceof NamedRows some
                ? new RowKeys(false, some.rows().stream().map(RowKeys::key).collect(Collectors.toSet()))
                : ALL;
    }

    /** {@return whether all these rows are among them} */
    public boolean containsAll(Collection<RowRef> others) {
        return areAll || keys.containsAll(of(new NamedRows(Set.copyOf(others))).keys());
    }

    /** The row is spelled as {@link NamedRows} spells it. */
    private static long key(RowRef row) {
        byte[] spelled = (row.table() + ':' + row.id()).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Sha256.begin().digest(spelled)).getLong();
    }
}
