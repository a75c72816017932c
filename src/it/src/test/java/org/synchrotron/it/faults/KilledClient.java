package org.synchrotron.it.faults;

import java.util.Random;

/** The process of a client is killed at any moment, while it works and synchronizes. */
record KilledClient() implements Fault {

    @Override
    public String title() {
        return "client killed at any time";
    }

    @Override
    public void strike(Site site, Random chance) {
        FaultyDevice victim = site.victim(chance);
        site.awaitActions(1 + chance.nextInt(10));
        victim.kill();
        victim.start();
    }
}
