package org.synchrotron.simulation.schedule;

/** What a network does to a connection. */
public enum NetworkFault {
    /** The connection breaks at once; what is under way is lost, in both directions. */
    DROP,
    /** The connection breaks in the middle of the next message of this direction. */
    CUT,
    /** The next message vanishes, and the connection goes on: a gap. */
    LOSE,
    /** The next message arrives twice. */
    TWICE,
    /** The next two messages arrive in the other order. */
    SWAP,
    /** A message of this client's earlier connections, or of this one, arrives once more. */
    AGAIN,
    /** The connection breaks when the server has taken the next upload, before its answer. */
    ANSWER,
    /** The row changes of the next upload are falsified. */
    FORGE
}
