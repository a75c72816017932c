package org.synchrotron.protocol;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.history.EffectDigest;
import org.synchrotron.history.NetEffects;
import org.synchrotron.log.RowChange;

/**
 * What a client says about the effects of a record that it uploads. The server runs the record itself, so it only compares: a digest is
 * enough, and a record is as long as its arguments, however many rows it changed. Row changes are needed where the server has no code
 * to run. Immutable.
 */
public sealed interface EffectClaim {

    /** {@return the audiences of the changed rows} */
    Set<String> audiences();

    /** {@return the claimed row changes, in their order; empty if they were not uploaded} */
    List<RowChange> changes();

    /** {@return whether the effects that the server captured are the claimed ones} */
    boolean equalTo(List<RowChange> captured);

    /** All row changes. */
    record Changes(List<RowChange> changes) implements EffectClaim {

        public Changes {
            changes = List.copyOf(changes);
        }

        @Override
        public Set<String> audiences() {
            return changes.stream().map(RowChange::audience).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public boolean equalTo(List<RowChange> captured) {
            return NetEffects.same(changes, captured);
        }
    }

    /**
     * The {@linkplain EffectDigest digest} of the row changes.
     *
     * @param audiences the audiences of the changed rows
     */
    record Digest(String digest, Set<String> audiences) implements EffectClaim {

        public Digest {
            audiences = Set.copyOf(audiences);
        }

        /** {@return the digest of these row changes} */
        public static Digest of(List<RowChange> changes) {
            return new Digest(EffectDigest.of(changes), new Changes(changes).audiences());
        }

        @Override
        public List<RowChange> changes() {
            return List.of();
        }

        @Override
        public boolean equalTo(List<RowChange> captured) {
            return digest.equals(EffectDigest.of(captured));
        }
    }
}
