package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.synchrotron.bench.items.AddItem;
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.client.Execution;

/** Two devices that are online: what one does, the other shows. */
final class Pair {

    static final String PROJECT = "pair";
    static final String AUTHOR = "speaker";
    static final String READER = "listener";

    private final Replica author;
    private final Replica reader;
    private final Setting setting;

    /**
     * A pair of devices of two users who have {@linkplain #join joined}.
     *
     * @param author a device of {@link #AUTHOR}
     * @param reader a device of {@link #READER}
     */
    Pair(Replica author, Replica reader, Setting setting) {
        this.author = author;
        this.reader = reader;
        this.setting = setting;
    }

    /** Makes both users members of the project in which the author works. */
    static void join(Projects projects) {
        List.of(AUTHOR, READER).forEach(user -> projects.join(PROJECT, user));
    }

    /** {@return how long each of so many actions takes until a query of the reader shows it} One after the other, when all is quiet. */
    Sample times(int actions) {
        author.synced();
        reader.synced();
        return sample(actions, this::once);
    }

    /** {@return the results of so many measurements} */
    static Sample sample(int number, DoubleSupplier once) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            times.add(once.getAsDouble());
        }
        return new Sample(times);
    }

    private double once() {
        String id = author.newId();
        long before = setting.nanoTime();
        Execution<?> action = author.execute(new AddItem.Args(id, PROJECT, "an item of the benchmark"));
        reader.awaitItem(id);
        double millis = (setting.nanoTime() - before) / 1e6;
        author.await(action);
        return millis;
    }
}
