package org.synchrotron.simulation.rules;

import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synchrotron.simulation.oracle.Entry;

/** Known faults of the product, each with what it excuses. When one is mended, its method goes. */
final class Tolerated {

    private Tolerated() {}

    /**
     * A correction that turns outcomes is delivered only to those who see one of its row changes; so an author may not hear that the
     * outcome of a record has changed.
     *
     * @return the ids of records of which somebody may hold an older outcome
     */
    static Set<String> untoldTurns(Collection<Entry> log, String reader, Set<String> audiences) {
        return log.stream()
                .filter(entry -> entry.isCorrection() && !entry.isVisible(reader, audiences))
                .flatMap(Tolerated::turned)
                .collect(Collectors.toSet());
    }

    private static Stream<String> turned(Entry correction) {
        JsonObject outcomes = correction.args().getJsonObject("outcomes");
        return outcomes == null ? Stream.empty() : outcomes.keySet().stream();
    }
}
