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

/** Clients that write at the same time, each one record at a time. */
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
        return inParallel(replica -> {
            List<Double> times = new ArrayList<>();
            do {
                times.add(replica.confirmed(work.apply(replica)));
            } while (goOn.getAsBoolean());
            return times;
        });
    }

    /** {@return the milliseconds of each record of each client} Each writes so many records. */
    List<List<Double>> write(int records) {
        return inParallel(replica -> {
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                times.add(replica.confirmed(work.apply(replica)));
            }
            return times;
        });
    }

    private List<List<Double>> inParallel(Function<Replica, List<Double>> writing) {
        ExecutorService threads = Executors.newFixedThreadPool(replicas.size());
        try {
            List<Future<List<Double>>> futures = replicas.stream()
                    .map(replica -> threads.submit(() -> writing.apply(replica)))
                    .toList();
            List<List<Double>> times = new ArrayList<>();
            for (Future<List<Double>> each : futures) {
                times.add(result(each));
            }
            return times;
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
