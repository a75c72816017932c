package org.synchrotron.demo.run.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of all checks.
 *
 * @param sentences one sentence per check
 * @param differences the first few differences of each check; empty if all checks passed
 */
public record Verdict(List<String> sentences, List<String> differences) {

    public Verdict {
        sentences = List.copyOf(sentences);
        differences = List.copyOf(differences);
    }

    public boolean holds() {
        return differences.isEmpty();
    }

    /** Collects the checks of a verdict. */
    static final class Builder {

        private static final int SHOWN = 5;

        private final List<String> sentences = new ArrayList<>();
        private final List<String> differences = new ArrayList<>();

        void say(String sentence) {
            sentences.add(sentence);
        }

        /** Adds a check, with its sentence for no differences, its sentence for some, and the differences. */
        void check(String good, String bad, List<String> found) {
            sentences.add(found.isEmpty() ? "ok: " + good : "NOT OK: " + bad);
            found.stream().limit(SHOWN).forEach(differences::add);
            if (found.size() > SHOWN) {
                differences.add("... and " + (found.size() - SHOWN) + " more of this kind");
            }
        }

        Verdict build() {
            return new Verdict(sentences, differences);
        }
    }
}
