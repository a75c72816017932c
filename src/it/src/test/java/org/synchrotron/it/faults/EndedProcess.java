package org.synchrotron.it.faults;

import java.util.Random;

/**
 * The process of a client ends at some step of SQLite within a phase, or right before or after a commit. If the phase takes fewer steps, the process ends right after it, without
 * closing the client.
 *
 * @param phase what the client does then
 */
record EndedProcess(Phase phase) implements Fault {

    private static final int COMMITS = 3;

    @Override
    public String title() {
        return "client ends in " + phase.title();
    }

    @Override
    public void strike(Site site, Random chance) {
        FaultyDevice victim = site.victim(chance);
        victim.ask("rest");
        phase.prepare(site, victim);
        victim.ask("last " + last(site, chance));
        phase.carryOut(site, victim);
        site.noteSteps(phase, victim.tryTo("steps INSTRUCTIONS"));
        victim.kill();
        victim.start();
        phase.settle(site, victim);
    }

    /** {@return a kind of step, and which one} The moments around commits are too few to be met by chance. */
    private String last(Site site, Random chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> "COMMIT " + (1 + chance.nextInt(COMMITS));
            case 1 -> "COMMITTED " + (1 + chance.nextInt(COMMITS));
            default -> "INSTRUCTIONS " + (1 + chance.nextLong(site.steps(phase)));
        };
    }
}
