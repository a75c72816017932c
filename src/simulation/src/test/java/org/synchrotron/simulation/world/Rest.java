package org.synchrotron.simulation.world;

import java.util.List;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.rules.RestRules;
import org.synchrotron.simulation.rules.Rule;

/** The end of a world without faults: everything has drained, and nothing moves any more. */
public final class Rest {

    /** How long one round of draining is. */
    private static final long ROUND_MS = 10_000;

    private static final int MOST_ROUNDS = 30;

    private final World world;
    private final boolean impure;

    /** @param impure whether an action was executed that does something else each time */
    public Rest(World world, boolean impure) {
        this.world = world;
        this.impure = impure;
    }

    /**
     * Ends all faults, waits until all has drained, and checks what holds then.
     *
     * @return how many rounds of ten seconds that took
     * @throws BrokenRule if it goes on and on, or a rule is broken
     */
    public int reach() {
        world.heal();
        int rounds = drain();
        check();
        return rounds;
    }

    private int drain() {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            world.pass(ROUND_MS);
            if (waiting().isEmpty()) {
                long head = world.server().head();
                world.pass(ROUND_MS);
                if (waiting().isEmpty() && world.server().head() == head) {
                    return round;
                }
            }
        }
        throw new BrokenRule(
                Rule.REST,
                "after " + MOST_ROUNDS * ROUND_MS / 1000 + " s without faults still busy: "
                        + waiting().stream().map(this::state).toList(),
                null);
    }

    private List<Device> waiting() {
        return world.devices().values().stream()
                .filter(device -> !world.hasSynced(device))
                .toList();
    }

    private String state(Device device) {
        return device
                + device.process()
                        .map(process -> " at " + process.replica().state().cursor() + " of "
                                + world.server().head() + " with "
                                + process.replica().pendingCount() + " pending")
                        .orElse(" dead");
    }

    private void check() {
        Inspector inspector = world.inspector();
        RestRules rules = new RestRules(world.server());
        rules.theLogIsWrittenOnce();
        inspector.checkAll(world.devices().values());
        rules.everyRecordIsInTheLog(
                inspector.ledger().all(),
                inspector.shelves().aside(world.devices().values()));
        world.devices()
                .values()
                .forEach(device -> device.process().ifPresent(process -> {
                    rules.theClientsLogIsTheServers(device, process.connection());
                    rules.outcomesAreOfVisibleRecords(device, process.connection());
                }));
        if (!impure) {
            rules.undoIsExact(world.rewind());
        }
    }
}
