package org.synchrotron.server.log;

import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;

/**
 * The known effects of several records, record after record, read from the database on demand. Close it early to skip the rest.
 * Not thread-safe.
 */
public final class EffectStream implements AutoCloseable {

    /**
     * @param change null if it cannot be read
     * @param length the length of the patch's JSON, in characters
     */
    record Effect(ActionId record, @Nullable RowChange change, int length) {}

    private final ResultIterator<Effect> effects;
    private final Set<ActionId> begun = new HashSet<>();
    private @Nullable Effect next;

    EffectStream(ResultIterator<Effect> effects) {
        this.effects = effects;
        advance();
    }

    /** {@return whether there is a next effect and it belongs to this record} */
    public boolean isAt(ActionId record) {
        return next != null && next.record().equals(record);
    }

    /**
     * {@return the length of the next effect's patch, in characters of JSON}
     *
     * @throws NoSuchElementException if there is none
     */
    public int length() {
        return present().length();
    }

    /**
     * {@return the next effect, and moves to the one after it} Empty if the effect cannot be read.
     *
     * @throws NoSuchElementException if there is none
     */
    public Optional<RowChange> next() {
        Effect effect = present();
        advance();
        return Optional.ofNullable(effect.change());
    }

    private Effect present() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next;
    }

    private void advance() {
        if (!effects.hasNext()) {
            next = null;
            return;
        }
        Effect following = effects.next();
        if (!isAt(following.record()) && !begun.add(following.record())) {
            throw new IllegalStateException(
                    "the effects of record " + following.record() + " are not adjacent in the query's result");
        }
        next = following;
    }

    @Override
    public void close() {
        effects.close();
    }
}
