package org.synchrotron.it.faults;

import java.util.Random;

/**
 * The process of a client ends at some step of SQLite within a phase. If the phase takes fewer steps, the process ends right after it, without
 * closing the client.
 *
 * @param phase what the client does then
 */
record EndedProcess(Phase phase) implements Fault {

    @Override
    public String title() {
        return "client ends in " + phase.title();
    }

    @Override
    public void strike(Site site, Random chance) {
        FaultyDevice victim = site.victim(chance);
        victim.ask("rest");
        phase.prepare(site, victim);
        victim.ask("last " + (1 + chance.nextLong(site.steps(phase))));
        phase.carryOut(site, victim);
        site.noteSteps(phase, victim.tryTo("steps"));
        victim.kill();
        victim.start();
        phase.settle(site, victim);
    }
}
