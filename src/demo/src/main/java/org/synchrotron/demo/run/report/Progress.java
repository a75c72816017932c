package org.synchrotron.demo.run.report;

/** Shows the progress of the job. */
public interface Progress {

    /** Starts a new phase. */
    void phase(String what);

    /** Reports that {@code done} of {@code total} steps of the phase are done. Implementations limit how often they print. */
    void step(int done, int total, String doing);

    /** Ends the phase. */
    void done(String result);
}
