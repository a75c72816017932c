package org.synchrotron.it.attacks;

import java.io.IOException;

/**
 * One kind of attack.
 *
 * @param name as the table of figures prints it
 * @param perSecond how often it is repeated
 * @param act what is repeated, on one thread; an exception means that the server has defended itself
 */
record Attack(String name, int perSecond, Act act) {

    /** One hostile act. */
    @FunctionalInterface
    interface Act {
        void run() throws IOException;
    }
}
