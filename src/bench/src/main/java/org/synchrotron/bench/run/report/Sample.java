package org.synchrotron.bench.run.report;

import java.util.Collection;
import java.util.List;

/**
 * Some measured values.
 *
 * @param values the values, in ascending order; at least one
 */
public record Sample(List<Double> values) {

    public Sample {
        values = values.stream().sorted().toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    /** {@return all values of the samples} */
    public static Sample all(Collection<Sample> samples) {
        return new Sample(
                samples.stream().flatMap(each -> each.values().stream()).toList());
    }

    /** {@return the value that this part of the values does not exceed} */
    public double quantile(double part) {
        return values.get((int) Math.min(values.size() - 1L, Math.round(part * (values.size() - 1))));
    }

    public double median() {
        return quantile(0.5);
    }
}
