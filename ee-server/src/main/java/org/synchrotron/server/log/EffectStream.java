package org.synchrotron.server.log;

import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;

/**
 * Known effects of several records, record after record, as they come from the database: who has enough closes it and the rest is
 * never read.
 */
public final class EffectStream implements AutoCloseable {

    /** @param length of the patch's JSON, in characters */
    record Effect(ActionId record, RowChange change, int length) {}

    private final ResultIterator<Effect> effects;
    private final Set<ActionId> begun = new HashSet<>();
    private @Nullable Effect next;

    EffectStream(ResultIterator<Effect> effects) {
        this.effects = effects;
        advance();
    }

    /** {@return whether the next effect is one of this record} */
    public boolean isAt(ActionId record) {
        return next != null && next.record().equals(record);
    }

    /** {@return the length of the next effect's patch, in characters of JSON} */
    public int length() {
        return present().length();
    }

    /** {@return the next effect, and goes on} */
    public RowChange next() {
        Effect effect = present();
        advance();
        return effect.change();
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
            throw new IllegalStateException("effects of record " + following.record() + " do not come together");
        }
        next = following;
    }

    @Override
    public void close() {
        effects.close();
    }
}
