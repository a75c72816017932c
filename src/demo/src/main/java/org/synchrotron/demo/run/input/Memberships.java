package org.synchrotron.demo.run.input;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.synchrotron.demo.history.Audiences;

/** The audiences of the authors: each sees its own row, and the top-level folders in which it ever works. */
public final class Memberships {

    private Memberships() {}

    /** {@return the audiences of each author} */
    public static Map<String, Set<String>> of(List<Commit> commits) {
        Map<String, Set<String>> memberships = new TreeMap<>();
        for (Commit commit : commits) {
            Set<String> audiences = memberships.computeIfAbsent(commit.author(), author -> new TreeSet<>());
            audiences.add(Audiences.ofAuthor(commit.author()));
            commit.files().forEach(each -> audiences.add(Audiences.ofFile(each.path())));
        }
        return memberships;
    }
}
