package org.synchrotron.simulation.actions;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The audiences that each user has at present, in one run. At first they are those of {@link Audiences}. They change only for users whose
 * devices have left the run: a device learns of its user's audiences when it connects. Mutable.
 */
public final class Memberships {

    private final Map<String, Set<String>> changed = new HashMap<>();

    /** {@return the user's audiences} */
    public Set<String> of(String user) {
        return Set.copyOf(changed.getOrDefault(user, Audiences.of(user)));
    }

    /** From now on the user has the audience, or does not have it. */
    public void change(String user, String audience, boolean member) {
        Set<String> audiences = changed.computeIfAbsent(user, any -> new TreeSet<>(Audiences.of(user)));
        if (member) {
            audiences.add(audience);
        } else {
            audiences.remove(audience);
        }
    }
}
