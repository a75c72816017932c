package org.synchrotron.simulation.scenarios;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Permutations of lists of texts. */
final class Permutations {

    private Permutations() {}

    /** {@return so many permutations, chosen by the seed; all if there are fewer} */
    static List<List<String>> some(List<String> all, int count, long seed) {
        List<List<String>> permutations = of(all);
        Collections.shuffle(permutations, new Random(seed));
        return permutations.subList(0, Math.min(count, permutations.size()));
    }

    /** {@return all permutations} */
    static List<List<String>> of(List<String> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> permutations = new ArrayList<>();
        for (String first : all) {
            List<String> others = new ArrayList<>(all);
            others.remove(first);
            for (List<String> rest : of(others)) {
                List<String> permutation = new ArrayList<>(List.of(first));
                permutation.addAll(rest);
                permutations.add(permutation);
            }
        }
        return permutations;
    }
}
