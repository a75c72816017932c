package org.synchrotron.it.faults;

import java.util.HashSet;
import java.util.Set;
import org.synchrotron.log.ActionId;

/** What the devices of one user have promised: each record for which {@code execute} returned. Thread-safe. */
final class Ledger {

    private final Set<ActionId> done = new HashSet<>();
    private final Set<ActionId> givenUp = new HashSet<>();
    private int begun;

    /** An action begins. Whether it is recorded is known when it is done; if the process ends before, nobody was promised anything. */
    synchronized void begins() {
        begun++;
    }

    synchronized void isDone(ActionId record) {
        done.add(record);
    }

    /** The user gave up these records, or everything that the server has not accepted. */
    synchronized void isGivenUp(Set<ActionId> records) {
        givenUp.addAll(records);
    }

    /** {@return the records that must be in the server's log} */
    synchronized Set<ActionId> promised() {
        Set<ActionId> promised = new HashSet<>(done);
        promised.removeAll(givenUp);
        return promised;
    }

    /** {@return how many actions began; no more records can there be} */
    synchronized int begun() {
        return begun;
    }
}
