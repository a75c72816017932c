package org.synchrotron.demo.run.schedule;

/** An event of an author at one moment of the simulated time. */
public sealed interface Event {

    String author();

    /** {@return the time of the event, in milliseconds since 1970} */
    long at();

    /** The author goes offline and starts the work of an offline period. */
    record StartsWork(OfflinePeriod period) implements Event {
        @Override
        public String author() {
            return period.author();
        }

        @Override
        public long at() {
            return period.beginsAt();
        }
    }

    /** The author goes online at the end of an offline period, receives others' records, and uploads its own. */
    record UploadsWork(OfflinePeriod period) implements Event {
        @Override
        public String author() {
            return period.author();
        }

        @Override
        public long at() {
            return period.endsAt();
        }
    }

    /** The author goes online without work, to receive others' records. */
    record Connects(String author, long at) implements Event {}

    /** The author goes offline without starting work. */
    record Disconnects(String author, long at) implements Event {}
}
