package org.synchrotron.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.synchrotron.bench.run.figures.Figure;

/**
 * What the command line asks for. An option that is missing or empty has its default.
 *
 * @param names the names of the figures, in {@code -Dbench=P11,P14}; empty for all that are not on demand
 * @param runs how often everything is measured, in {@code -Druns=5}
 * @param patience how long a client waits for a confirmation, in {@code -Dpatience=PT1M}; what takes longer is left out
 * @param largest the number of records of the largest log, in {@code -Dlargest=1000000}
 * @param load how long mixed load lasts, in {@code -Dhours=0.5}
 */
record BenchOptions(Set<String> names, int runs, Duration patience, long largest, Duration load) {

    private static final int RUNS = 5;
    private static final long LARGEST = 1_000_000;
    private static final int SECONDS_OF_HOUR = 3_600;

    static BenchOptions from(Properties properties) {
        return new BenchOptions(
                Set.of(
                        properties.getProperty("bench", "").isBlank()
                                ? new String[0]
                                : properties.getProperty("bench").split(",")),
                Integer.parseInt(value(properties, "runs", String.valueOf(RUNS))),
                Duration.parse(value(properties, "patience", "PT1M")),
                Long.parseLong(value(properties, "largest", String.valueOf(LARGEST))),
                Duration.ofSeconds(Math.round(SECONDS_OF_HOUR * Double.parseDouble(value(properties, "hours", "1")))));
    }

    BenchOptions {
        List<String> known = Figure.all().stream().map(Figure::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("there are the figures " + known + ", not " + names);
        }
    }

    private static String value(Properties properties, String name, String otherwise) {
        String value = properties.getProperty(name, "");
        return value.isBlank() ? otherwise : value;
    }

    boolean includes(Figure figure) {
        return names.isEmpty() ? !figure.isOnDemand() : names.contains(figure.name());
    }
}
