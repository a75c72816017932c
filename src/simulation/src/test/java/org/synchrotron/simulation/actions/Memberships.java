package org.synchrotron.simulation.actions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The audiences that each user has at present, in one run. At first they are those of {@link Audiences}. Accepted records that found audiences
 * add these. The others change only for users whose devices have left the run: a device learns of its user's audiences when it connects.
 * Mutable.
 */
public final class Memberships {

    private final Map<String, Set<String>> changed = new HashMap<>();
    private final Map<String, Set<String>> foreseen = new HashMap<>();

    /** {@return the user's audiences} */
    public Set<String> of(String user) {
        return Set.copyOf(changed.getOrDefault(user, Audiences.of(user)));
    }

    /** {@return the user's audiences, and those that a client has founded with the user as its founder or member} */
    public Set<String> foreseen(String user) {
        Set<String> all = new HashSet<>(of(user));
        all.addAll(foreseen.getOrDefault(user, Set.of()));
        return all;
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

    /** A record that founds the audience was executed: clients of its founder and of its members may hold rows of it from now on. */
    public void foresee(String audience, String users) {
        for (String user : FoundedNames.users(users)) {
            foreseen.computeIfAbsent(user, any -> new HashSet<>()).add(audience);
        }
    }

    /** A record that founds the audience was accepted. */
    public void found(String audience, String members) {
        for (String user : FoundedNames.users(members)) {
            change(user, audience, true);
        }
    }
}
