package org.synchrotron.client.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/**
 * The records whose logic ended the transaction of the present replay. The replay is repeated without their logic; after three of one
 * action, without its logic altogether, so that the repetitions have a bound. Not thread-safe.
 */
public final class EndingLogic {

    private static final int MOST_OF_ONE_ACTION = 3;

    private final Map<ActionId, RuntimeException> causes = new HashMap<>();
    private final Map<String, Integer> tags = new HashMap<>();

    /** The logic of this record ended the transaction. */
    public void found(ActionRecord record, RuntimeException cause) {
        if (causes.put(record.id(), cause) == null) {
            tags.merge(record.tag(), 1, Integer::sum);
        }
    }

    /** {@return why the logic of this record does not run; empty if it runs} */
    public Optional<RuntimeException> cause(ActionRecord record) {
        RuntimeException known = causes.get(record.id());
        return known == null && tags.getOrDefault(record.tag(), 0) >= MOST_OF_ONE_ACTION
                ? causes.values().stream().findFirst()
                : Optional.ofNullable(known);
    }

    /** {@return the result of a replay} It is repeated while it ends because of logic that was not known. */
    <T> T repeated(Supplier<T> replay) {
        try {
            while (true) {
                int known = causes.size();
                try {
                    return replay.get();
                } catch (TransactionEnded ended) {
                    if (causes.size() == known) {
                        throw ended;
                    }
                }
            }
        } finally {
            causes.clear();
            tags.clear();
        }
    }
}
