package org.synchrotron.simulation.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The settings of a whole run.
 *
 * @param seed decides everything that the steps leave open, for example how long messages take and where they are cut
 * @param deliveryRecords how many records a delivery holds at most; a commit is never divided
 * @param messageBytes the longest message that the server accepts
 * @param rows when rows come instead of records
 */
public record Setting(
        long seed, Mode mode, InjectedDefect defect, int deliveryRecords, int messageBytes, RowSetting rows) {

    private static final int WORDS = 5;

    static Setting read(String text) {
        List<String> words = Arrays.asList(text.strip().split(" "));
        return new Setting(
                Long.parseLong(words.get(0)),
                Mode.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
                InjectedDefect.valueOf(words.get(2).toUpperCase(Locale.ROOT)),
                Integer.parseInt(words.get(3)),
                Integer.parseInt(words.get(4)),
                words.size() == WORDS ? RowSetting.HISTORY : RowSetting.read(words.subList(WORDS, words.size())));
    }

    /** {@return the same settings with a defect, and with a history: the defects are of the log} */
    public Setting with(InjectedDefect other) {
        return new Setting(seed, mode, other, deliveryRecords, messageBytes, RowSetting.HISTORY);
    }

    @Override
    public String toString() {
        return (seed + " " + mode + " " + defect + " " + deliveryRecords + " " + messageBytes + " " + rows)
                .toLowerCase(Locale.ROOT);
    }
}
