package org.synchrotron.it.faults;

import java.util.Random;

/** The disk of a device becomes full after some more pages, while it works and synchronizes. Then there is room again. */
record FullDisk() implements Fault {

    private static final int MOST_PAGES = 40;

    @Override
    public String title() {
        return "disk full";
    }

    @Override
    public void strike(Site site, Random chance) {
        site.disk().fill(chance.nextInt(MOST_PAGES));
        site.awaitActions(Phase.MANY + chance.nextInt(Phase.MANY));
        site.disk().clear();
    }
}
