package org.synchrotron.simulation.actions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The audiences that each user has at present, in one run. At first they are those of {@link Audiences}. Accepted records that found audiences
 * add these. The others come and go at any time. Mutable.
 */
public final class Memberships {

    private final Map<String, Set<String>> changed = new HashMap<>();
    private final Map<String, Set<String>> lost = new HashMap<>();

    /** {@return the user's audiences} */
    public Set<String> of(String user) {
        return Set.copyOf(changed.getOrDefault(user, Audiences.of(user)));
    }

    /** {@return the audiences that the user has lost at some time, also if the user has them again} */
    public Set<String> lostBy(String user) {
        return Set.copyOf(lost.getOrDefault(user, Set.of()));
    }

    /** {@return the audiences that the user has or has had} */
    public Set<String> everOf(String user) {
        Set<String> all = new HashSet<>(of(user));
        all.addAll(lostBy(user));
        return all;
    }

    /** From now on the user has the audience, or does not have it. */
    public void change(String user, String audience, boolean member) {
        Set<String> audiences = changed.computeIfAbsent(user, any -> new TreeSet<>(Audiences.of(user)));
        if (member) {
            audiences.add(audience);
        } else if (audiences.remove(audience)) {
            lost.computeIfAbsent(user, any -> new HashSet<>()).add(audience);
        }
    }

    /** A record that founds the audience was accepted, or withdrawn. */
    public void found(String audience, String members, boolean accepted) {
        for (String user : FoundedNames.users(members)) {
            change(user, audience, accepted);
        }
    }
}
