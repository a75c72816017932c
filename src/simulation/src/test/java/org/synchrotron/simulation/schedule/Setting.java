package org.synchrotron.simulation.schedule;

import java.util.Locale;

/**
 * The settings of a whole run.
 *
 * @param seed decides everything that the steps leave open, for example how long messages take and where they are cut
 * @param deliveryRecords how many records a delivery holds at most; a commit is never divided
 * @param messageBytes the longest message that the server accepts
 */
public record Setting(long seed, Mode mode, InjectedDefect defect, int deliveryRecords, int messageBytes) {

    static Setting read(String text) {
        String[] words = text.strip().split(" ", -1);
        return new Setting(
                Long.parseLong(words[0]),
                Mode.valueOf(words[1].toUpperCase(Locale.ROOT)),
                InjectedDefect.valueOf(words[2].toUpperCase(Locale.ROOT)),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]));
    }

    @Override
    public String toString() {
        return (seed + " " + mode + " " + defect + " " + deliveryRecords + " " + messageBytes).toLowerCase(Locale.ROOT);
    }
}
