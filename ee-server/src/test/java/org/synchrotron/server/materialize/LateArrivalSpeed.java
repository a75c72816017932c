package org.synchrotron.server.materialize;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.ItemActions;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Label;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;

/**
 * Prints how long the server takes to accept one record that lies before 2,000 others in replay order and touches none of their
 * rows.
 */
public final class LateArrivalSpeed {

    private static final int ROWS = 200;
    private static final int RECORDS = 2_000;
    private static final int PER_UPLOAD = 20;
    private static final int WARM_UP = Integer.getInteger("warmup", 5);
    private static final int ROUNDS = Integer.getInteger("rounds", 11);

    private LateArrivalSpeed() {}

    public static void main(String[] args) {
        print("without footprints", ItemActions.withoutFootprints());
        print("with footprints", ItemActions.catalogue());
    }

    private static void print(String what, ActionCatalogue actions) {
        System.out.print("actions: " + what + "; ");
        try (TestServer server = new TestServer(AcceptSettings.DEFAULT, actions)) {
            List<Replica> replicas = new ArrayList<>();
            for (String user : List.of("ann", "bob", "cid")) {
                replicas.add(new Replica(server, user, user + "-1"));
            }
            history(replicas);
            measure(replicas.get(0));
        }
    }

    private static void history(List<Replica> replicas) {
        LogEntry[] creations = new LogEntry[ROWS + 1];
        for (int i = 0; i <= ROWS; i++) {
            creations[i] = replicas.get(0).at(-1_000_000 + i, new Create.Args("row " + i, "p", i));
        }
        require(replicas.get(0).sync(creations));
        for (int i = 0; i < RECORDS; i += PER_UPLOAD) {
            Replica author = replicas.get(i / PER_UPLOAD % replicas.size());
            LogEntry[] upload = new LogEntry[PER_UPLOAD];
            for (int j = 0; j < PER_UPLOAD; j++) {
                upload[j] = author.at(-100_000 + i + j, update("row " + (i + j) % ROWS, j));
            }
            require(author.sync(upload));
        }
    }

    private static Record update(String row, int j) {
        return j % 2 == 0 ? new Add.Args(row, j) : new Label.Args(row, "label " + j);
    }

    private static void measure(Replica late) {
        List<Double> wall = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            late.receive();
            LogEntry entry = late.at(-500_000 + round, new Add.Args("row " + ROWS, 1));
            long wallBefore = System.nanoTime();
            long cpuBefore = cpuNanos();
            require(late.send(entry));
            if (round >= WARM_UP) {
                cpu.add((cpuNanos() - cpuBefore) / 1e6);
                wall.add((System.nanoTime() - wallBefore) / 1e6);
            }
        }
        wall.sort(null);
        cpu.sort(null);
        System.out.printf(
                "one record before %,d others on other rows: %.0f ms, best %.0f (this side's processor time %.0f, best %.0f)%n",
                RECORDS, wall.get(ROUNDS / 2), wall.get(0), cpu.get(ROUNDS / 2), cpu.get(0));
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void require(UploadAnswer answer) {
        if (!(answer instanceof Accepted)) {
            throw new IllegalStateException("not what is to be measured: " + answer);
        }
    }
}
