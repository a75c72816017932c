package org.synchrotron.simulation.actions;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The users and the audiences that they have when a run begins. All users have {@code p}, some have {@code q} or {@code s}, and each user
 * has a private audience. The name of a row begins with its audience ({@code p1}; {@code ua1} for {@code u:a}), so that a row has
 * the same audience whenever it is created. The name of a row of a founded audience begins with the audience and a slash.
 */
public final class Audiences {

    /** The audience that all users have. */
    public static final String EVERYBODY = "p";

    /** The audiences that several users have. */
    public static final List<String> SHARED = List.of(EVERYBODY, "q", "s");

    /** The names of all users, each one letter. */
    public static final List<String> USERS = List.of("a", "b", "c", "d", "e", "f");

    private static final Map<String, String> SOME = Map.of("q", "bce", "s", "adc");

    private static final Map<String, Set<String>> BY_USER =
            USERS.stream().collect(Collectors.toMap(user -> user, Audiences::find));

    private Audiences() {}

    /** {@return the user's audiences} */
    public static Set<String> of(String user) {
        return BY_USER.getOrDefault(user, Set.of());
    }

    /** {@return the audience of the row with this name} */
    public static String ofRow(String name) {
        int slash = name.indexOf('/');
        if (slash >= 0) {
            return name.substring(0, slash);
        }
        return name.startsWith("u") ? own(name.substring(1, 2)) : name.substring(0, 1);
    }

    /** {@return the prefix of the names of an audience's rows} */
    public static String prefix(String audience) {
        return audience.replace(":", "");
    }

    /** {@return whether only one user has the audience} */
    public static boolean isPrivate(String audience) {
        return audience.startsWith("u:");
    }

    private static String own(String user) {
        return "u:" + user;
    }

    private static Set<String> find(String user) {
        Set<String> audiences = new TreeSet<>(Set.of(EVERYBODY, own(user)));
        SOME.forEach((audience, members) -> {
            if (members.contains(user)) {
                audiences.add(audience);
            }
        });
        return audiences;
    }
}
