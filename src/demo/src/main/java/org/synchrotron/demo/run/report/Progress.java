package org.synchrotron.demo.run.report;

/** Tells how far the work is, without being asked too often. */
public interface Progress {

    /** A new phase begins. */
    void phase(String what);

    /** {@code done} of {@code total} steps of the phase are done. */
    void step(int done, int total, String doing);

    /** The phase is over. */
    void done(String result);
}
