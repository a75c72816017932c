package org.synchrotron.simulation.world;

import java.util.List;
import org.synchrotron.simulation.device.Device;
import org.synchrotron.simulation.rules.BrokenRule;
import org.synchrotron.simulation.rules.DrainedRules;
import org.synchrotron.simulation.rules.Rule;

/** Checks liveness at the end of a run: without further faults all work drains, and then the rules hold. */
public final class DrainCheck {

    /** The duration of one round of draining. */
    private static final long ROUND_MS = 10_000;

    private static final int WITHDRAWAL_ROUNDS = 7;
    private static final int MOST_ROUNDS = 30;

    private final World world;
    private final boolean impure;

    /** @param impure whether the run executed an impure action */
    public DrainCheck(World world, boolean impure) {
        this.world = world;
        this.impure = impure;
    }

    /**
     * Ends all faults, waits until all work has drained, and checks the rules.
     *
     * @return how many rounds of ten seconds draining took
     * @throws BrokenRule if work remains after five minutes without faults, or a rule is broken
     */
    public int run() {
        world.heal();
        int rounds = drain();
        check();
        return rounds;
    }

    private int drain() {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            world.pass(ROUND_MS);
            if (isQuiet(round)) {
                long head = world.server().head();
                world.pass(ROUND_MS);
                if (isQuiet(round) && world.server().head() == head) {
                    return round;
                }
            }
        }
        throw new BrokenRule(
                Rule.LIVENESS,
                "after " + MOST_ROUNDS * ROUND_MS / 1000 + " s without faults still busy: "
                        + waiting().stream().map(this::state).toList(),
                null);
    }

    /** A withdrawal that failed is tried again within a minute; whether it was is a rule of its own. */
    private boolean isQuiet(int round) {
        return waiting().isEmpty()
                && (round > WITHDRAWAL_ROUNDS || world.server().dueWithdrawals().isEmpty());
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
        DrainedRules rules = new DrainedRules(world.server());
        rules.logIsUnchanged();
        rules.withdrawalsAreCarriedOut();
        inspector.checkAll(world.devices().values());
        rules.everyRecordIsInTheLog(
                inspector.executedRecords().all(),
                inspector.quarantine().quarantined(world.devices().values()));
        world.devices()
                .values()
                .forEach(device -> device.process().ifPresent(process -> {
                    rules.rowsEqualVisibleServerRows(device, process.connection());
                    rules.clientLogEqualsServerLog(device, process.connection());
                    rules.outcomesAreOfVisibleRecords(device, process.connection());
                }));
        if (!impure && !world.server().keptEffects().isPossible()) {
            rules.undoIsExact(world.rewind());
        }
    }
}
