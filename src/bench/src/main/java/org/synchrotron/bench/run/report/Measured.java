package org.synchrotron.bench.run.report;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.JsonText;

/**
 * One line of a table, with its numbers. Immutable.
 *
 * @param id the name of the figure, for example P3
 * @param job what was measured
 * @param unit that of the median, the extremes and the floor
 * @param median null if there is no value, as are the extremes
 * @param floor what it is compared with; null if with nothing
 * @param ratio the median by the floor; null without floor
 * @param goal null if there is none
 * @param reached null without goal or value
 */
public record Measured(
        String id,
        String job,
        String unit,
        @Nullable Double median,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double floor,
        @Nullable Double ratio,
        @Nullable Goal goal,
        @Nullable Boolean reached) {

    JsonObject json() {
        JsonObjectBuilder json = JsonText.object().add("id", id).add("job", job).add("unit", unit);
        add(json, "median", median);
        add(json, "min", min);
        add(json, "max", max);
        add(json, "floor", floor);
        add(json, "ratio", ratio);
        if (goal == null) {
            json.addNull("goal");
        } else {
            json.add("goal", goal.toString());
        }
        if (reached == null) {
            json.addNull("reached");
        } else {
            json.add("reached", reached);
        }
        return json.build();
    }

    private static void add(JsonObjectBuilder json, String name, @Nullable Double value) {
        if (value == null) {
            json.addNull(name);
        } else {
            json.add(name, value);
        }
    }
}
