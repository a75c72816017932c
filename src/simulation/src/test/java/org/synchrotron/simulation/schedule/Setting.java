package org.synchrotron.simulation.schedule;

import java.util.Locale;

/**
 * What a run is like as a whole.
 *
 * @param seed of the chances that the steps leave: how long messages take, where they are cut
 * @param portion how many records a delivery holds at most
 * @param messageBytes the longest message that the server takes
 */
public record Setting(long seed, Mode mode, Sabotage sabotage, int portion, int messageBytes) {

    static Setting read(String text) {
        String[] words = text.strip().split(" ", -1);
        return new Setting(
                Long.parseLong(words[0]),
                Mode.valueOf(words[1].toUpperCase(Locale.ROOT)),
                Sabotage.valueOf(words[2].toUpperCase(Locale.ROOT)),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]));
    }

    @Override
    public String toString() {
        return (seed + " " + mode + " " + sabotage + " " + portion + " " + messageBytes).toLowerCase(Locale.ROOT);
    }
}
