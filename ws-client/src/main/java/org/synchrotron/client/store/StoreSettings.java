package org.synchrotron.client.store;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.RowAdoption;
import org.synchrotron.client.SchemaStep;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;

/**
 * The settings of a store. Immutable.
 *
 * @param clientId null to use the stored one, or a new one from {@code ids}
 * @param tables the tracked tables
 * @param adoptions by table, whatever the case of its name, how rows are adopted that it held before it was tracked
 * @param nanoTime a clock for measuring spans, in nanoseconds from an arbitrary moment
 * @param keeping how much of the log stays that is not needed
 */
public record StoreSettings(
        Path file,
        UserId user,
        @Nullable ClientId clientId,
        List<SchemaStep> schema,
        List<String> tables,
        Map<String, RowAdoption> adoptions,
        WallClock wall,
        LongSupplier nanoTime,
        Supplier<UUID> ids,
        LogKeeping keeping) {

    public StoreSettings {
        schema = List.copyOf(schema);
        tables = List.copyOf(tables);
        TreeMap<String, RowAdoption> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(adoptions);
        adoptions = Collections.unmodifiableMap(anyCase);
    }

    /** {@return the present moment of {@link #nanoTime}} */
    public long nanos() {
        return nanoTime.getAsLong();
    }

    /** {@return the same settings for another file, in which those tables are tracked for which the condition holds} */
    StoreSettings at(Path other, Predicate<String> tracked) {
        List<String> some = tables.stream().filter(tracked).toList();
        return new StoreSettings(other, user, clientId, schema, some, Map.of(), wall, nanoTime, ids, keeping);
    }
}
