package org.synchrotron.server.runtime;

import java.sql.Connection;
import java.time.Duration;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/** The port through which the time of runs is limited. The container implements it with real threads. Thread-safe. */
public interface RunWatch {

    /** Runs may take as long as they need. */
    RunWatch NONE = new RunWatch() {

        @Override
        public Duration limit() {
            return Duration.ZERO;
        }

        @Override
        public Run begin(ActionRecord record, Connection connection) {
            return new Run() {

                @Override
                public boolean isOver() {
                    return false;
                }

                @Override
                public boolean isCut() {
                    return false;
                }

                @Override
                public void end() {}
            };
        }

        @Override
        public boolean isStuck(ActionId record) {
            return false;
        }
    };

    /** {@return the longest time that one run may take; zero for no limit} */
    Duration limit();

    /**
     * Begins a run on the calling thread. When its time is over, the thread is interrupted and its statement is cancelled, again and
     * again until {@link Run#end}. If that does not end it, its connection is closed.
     *
     * @param connection the connection on which the run works
     */
    Run begin(ActionRecord record, Connection connection);

    /** {@return whether a run of this record could not be ended, so that a thread of this node is lost to it} */
    boolean isStuck(ActionId record);

    /** One run. */
    interface Run {

        /** {@return whether its time is over, also after its end} */
        boolean isOver();

        /** {@return whether its connection was closed, because it did not end} */
        boolean isCut();

        /** Ends it, on its thread; a second call does nothing. After that, the thread is neither interrupted nor has a statement cancelled because of it. */
        void end();
    }
}
