package org.synchrotron.client.base;

import java.util.List;
import java.util.Set;
import org.synchrotron.client.quarantine.Quarantined;

/**
 * How a user's audiences changed. Immutable.
 *
 * @param quarantined pending work on lost audiences
 */
public record Changed(Set<String> gained, Set<String> lost, List<Quarantined> quarantined) {

    static final Changed NOTHING = new Changed(Set.of(), Set.of(), List.of());

    public Changed {
        gained = Set.copyOf(gained);
        lost = Set.copyOf(lost);
        quarantined = List.copyOf(quarantined);
    }

    /** {@return whether anything did} */
    public boolean isAnything() {
        return !gained.isEmpty() || !lost.isEmpty();
    }
}
