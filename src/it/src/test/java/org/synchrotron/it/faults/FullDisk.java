package org.synchrotron.it.faults;

import java.util.Random;

/**
 * The disk of a device becomes full after some more pages within a phase: what cannot be written is refused, and says so. Then there is room
 * again, and the client goes on, opened anew or not.
 *
 * @param phase what the client does then
 */
record FullDisk(Phase phase) implements Fault {

    /** More than any phase writes, but a long delivery. */
    private static final int MOST_PAGES = 60;

    private static final String FULL = "DISK_FULL";

    @Override
    public String title() {
        return "disk full in " + phase.title();
    }

    @Override
    public void strike(Site site, Random chance) {
        boolean real = site.disk().isMounted() && chance.nextBoolean();
        FaultyDevice victim = site.devices().get(0);
        victim.ask("rest");
        // Otherwise there is room in the write-ahead log.
        victim.ask("close");
        victim.open();
        victim.ask("online");
        phase.prepare(site, victim);
        leaveRoom(site, victim, real, chance.nextInt(MOST_PAGES));
        boolean refused = refuses(site, victim);
        leaveRoom(site, victim, real, Integer.MAX_VALUE);
        if (refused || chance.nextBoolean()) {
            victim.kill();
            victim.start();
        } else {
            victim.ask("online");
        }
        phase.settle(site, victim);
    }

    /** The disk is really full, where one can be mounted for that, or SQLite is told so. */
    private static void leaveRoom(Site site, FaultyDevice victim, boolean real, int pages) {
        if (real) {
            site.disk().leaveRoom(pages);
        } else {
            victim.ask("room " + pages);
        }
    }

    /** {@return whether a command was refused} */
    private boolean refuses(Site site, FaultyDevice victim) {
        try {
            phase.carryOut(site, victim);
            return false;
        } catch (DeviceProcess.Refusal refusal) {
            if (!String.valueOf(refusal.getMessage()).startsWith(FULL)) {
                throw refusal;
            }
            return true;
        }
    }
}
