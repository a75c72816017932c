package org.synchrotron.simulation.schedule;

/** A fault of the network on one connection. The names in lower case are words of the schedule language. */
public enum NetworkFault {
    /** The connection breaks at once; messages under way are lost in both directions. */
    DROP,
    /** The connection breaks in the middle of the next message in this direction. */
    CUT,
    /** The next message is lost, and the connection continues: a gap. */
    LOSE,
    /** The next message arrives twice. */
    TWICE,
    /** The next two messages arrive in reverse order. */
    SWAP,
    /** A message of this connection, or of an earlier connection of this client, arrives again. */
    AGAIN,
    /** The connection breaks after the server has accepted the next upload and before the answer arrives. */
    ANSWER,
    /** The row changes of the next upload are falsified. */
    FORGE,
    /** The first record of the next upload gets an argument that its action does not declare, with a number that no reader takes. */
    POISON,
    /** Half of the next message arrives, and the connection continues: what follows is taken for the rest. */
    HALF,
    /** The client acknowledges a delivery that was never sent. */
    NONSENSE
}
