package org.synchrotron.it.faults;

import java.util.Random;

/** A kind of fault. */
interface Fault {

    /** {@return what the report calls it} */
    String title();

    /** Strikes the site, whose devices are online and work, and returns when everything is whole again and everybody has been started. */
    void strike(Site site, Random chance);
}
