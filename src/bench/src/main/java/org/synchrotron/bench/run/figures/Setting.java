package org.synchrotron.bench.run.figures;

import java.time.Duration;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.setup.Laboratory;
import org.synchrotron.bench.run.setup.Logs;

/**
 * What all figures share.
 *
 * @param runs how often everything is measured; the median counts
 * @param largest the number of records of the largest log that is made
 * @param load how long mixed load lasts
 */
public record Setting(Laboratory laboratory, Logs logs, int runs, long largest, Duration load) {

    /** How late a late record is: before all of a log. */
    static final Duration LATE = Logs.AGE.plusDays(10);

    /** {@return whether so many records are more than the largest log may have} The report says so then. */
    boolean skips(long records, Report report) {
        if (records <= largest) {
            return false;
        }
        report.note("skipped: the largest log is shorter");
        return true;
    }

    long nanoTime() {
        return laboratory.machine().nanoTime().getAsLong();
    }

    /** {@return the series of what a commit costs without Synchrotron, measured with the others in each run} */
    Rounds.Case bareCommit() {
        return new Rounds.Case("floor: one row inserted and committed over JDBC", laboratory.bareCommit());
    }
}
