package org.synchrotron.client.connection;

import org.synchrotron.client.SyncProblem;

/** No connection came about. */
public final class ConnectFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SyncProblem problem;

    public ConnectFailed(SyncProblem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public SyncProblem problem() {
        return problem;
    }
}
