package org.synchrotron.bench.run.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.client.Execution;

/** Clients that write at the same time, each one record at a time, or in batches. */
final class Writers {

    private final List<Replica> replicas;
    private final Function<Replica, Record> work;

    /** @param work makes the arguments of a client's next record */
    Writers(List<Replica> replicas, Function<Replica, Record> work) {
        this.replicas = replicas;
        this.work = work;
    }

    /** {@return the milliseconds of each record of each client} Each writes at least one record, and goes on while the condition holds. */
    List<List<Double>> writeWhile(BooleanSupplier goOn) {
        return inParallel(replicas, replica -> {
            List<Double> times = new ArrayList<>();
            do {
                times.add(replica.confirmed(work.apply(replica)));
            } while (goOn.getAsBoolean());
            return times;
        });
    }

    /** {@return the milliseconds of each record of each client} Each writes so many records. */
    List<List<Double>> write(int records) {
        return inParallel(replicas, replica -> {
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                times.add(replica.confirmed(work.apply(replica)));
            }
            return times;
        });
    }

    /** Each client writes so many batches, one after the other, of so many records at once. */
    void writeBatches(int batches, int records) {
        inParallel(replicas, replica -> {
            for (int batch = 0; batch < batches; batch++) {
                List<Execution<Object>> executions = new ArrayList<>();
                for (int i = 0; i < records; i++) {
                    executions.add(replica.execute(work.apply(replica)));
                }
                executions.forEach(replica::await);
            }
            return batches;
        });
    }

    /** {@return what each of these threads returned, one for each writer} */
    static <W, T> List<T> inParallel(List<W> writers, Function<W, T> writing) {
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            List<Future<T>> futures = writers.stream()
                    .map(writer -> threads.submit(() -> writing.apply(writer)))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : futures) {
                results.add(result(each));
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    /** {@return what the thread returned; throws {@link GivenUp} if that did} */
    static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GivenUp givenUp) {
                throw givenUp;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
