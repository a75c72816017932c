package org.synchrotron.simulation.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Shrinks a failing schedule by delta debugging: it leaves out steps and clients while the run still fails. Tries are bounded.
 */
public final class Shrinker {

    private final Predicate<Schedule> fails;
    private int triesLeft;

    /**
     * @param fails whether a run of the schedule breaks the same rule
     * @param tries the most runs
     */
    public Shrinker(Predicate<Schedule> fails, int tries) {
        this.fails = fails;
        this.triesLeft = tries;
    }

    /** {@return a shorter schedule that fails, or the given one if none is found} */
    public Schedule shrink(Schedule failing) {
        Schedule present = failing;
        int before;
        do {
            before = size(present);
            present = fewerSteps(fewerClients(present));
        } while (size(present) < before && triesLeft > 0);
        return present;
    }

    private static int size(Schedule schedule) {
        return schedule.steps().size() + schedule.clients().size();
    }

    private Schedule fewerClients(Schedule failing) {
        Schedule present = failing;
        for (Participant client : failing.clients()) {
            List<Participant> fewer = new ArrayList<>(present.clients());
            fewer.remove(client);
            Schedule without = present.withClients(fewer);
            if (!fewer.isEmpty() && stillFails(without)) {
                present = without;
            }
        }
        return present;
    }

    private Schedule fewerSteps(Schedule failing) {
        Schedule present = failing;
        for (int chunk = Math.max(1, present.steps().size() / 2); chunk > 0; chunk /= 2) {
            int from = 0;
            while (from < present.steps().size()) {
                Schedule without = without(present, from, chunk);
                if (stillFails(without)) {
                    present = without;
                } else {
                    from += chunk;
                }
            }
        }
        return present;
    }

    private static Schedule without(Schedule schedule, int from, int count) {
        List<Step> rest = new ArrayList<>(schedule.steps());
        rest.subList(from, Math.min(from + count, rest.size())).clear();
        return schedule.with(rest);
    }

    private boolean stillFails(Schedule candidate) {
        return triesLeft-- > 0 && fails.test(candidate);
    }
}
