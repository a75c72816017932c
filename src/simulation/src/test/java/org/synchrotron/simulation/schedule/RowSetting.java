package org.synchrotron.simulation.schedule;

import java.util.List;

/**
 * When rows come instead of records, and in which parts. Its text is {@code history 604800 262144 2000} or {@code rows 4 300 20}.
 *
 * @param history whether the clients ask for records, to look at them
 * @param keep with a history, for how many seconds a client keeps records; without one, how many accepted records it keeps at most
 * @param partSize about how many characters a part of a row delivery has
 * @param rowChanges how many row changes a delivery of records holds at most
 */
public record RowSetting(boolean history, int keep, int partSize, int rowChanges) {

    /** Records are kept for seven days; parts and deliveries are as large as they are by default. */
    public static final RowSetting HISTORY = new RowSetting(true, 604_800, 1 << 18, 2_000);

    static RowSetting read(List<String> words) {
        return new RowSetting(
                words.get(0).equals("history"),
                Integer.parseInt(words.get(1)),
                Integer.parseInt(words.get(2)),
                Integer.parseInt(words.get(3)));
    }

    @Override
    public String toString() {
        return (history ? "history " : "rows ") + keep + " " + partSize + " " + rowChanges;
    }
}
