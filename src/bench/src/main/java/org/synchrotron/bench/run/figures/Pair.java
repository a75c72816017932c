package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.synchrotron.bench.items.AddItem;
import org.synchrotron.bench.run.report.Sample;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.client.Execution;

/** Two devices that are online: what one does, the other shows. */
final class Pair {

    private final Replica author;
    private final Replica reader;
    private final String project;
    private final Setting setting;

    /** @param project both are members of it */
    Pair(Replica author, Replica reader, String project, Setting setting) {
        this.author = author;
        this.reader = reader;
        this.project = project;
        this.setting = setting;
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
        Execution<?> action = author.execute(new AddItem.Args(id, project, "an item of the benchmark"));
        reader.awaitItem(id);
        double millis = (setting.nanoTime() - before) / 1e6;
        author.await(action);
        return millis;
    }
}
