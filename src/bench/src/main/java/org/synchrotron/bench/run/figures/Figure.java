package org.synchrotron.bench.run.figures;

import java.util.List;
import java.util.stream.Stream;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.setup.LogKind;

/** Something that the benchmark measures. */
public interface Figure {

    /** {@return the name by which it is chosen, for example P11} */
    String name();

    /** {@return whether it is only measured if it is named, because it takes long} */
    default boolean isOnDemand() {
        return false;
    }

    /** Measures in all runs, and prints a table. */
    void measure(Setting setting, Report report);

    /** {@return all figures, in the order in which they are measured} */
    static List<Figure> all() {
        return Stream.of(ofDevices(), ofServers(), ofRows())
                .flatMap(List::stream)
                .toList();
    }

    /** {@return what devices and pairs of devices do} */
    private static List<Figure> ofDevices() {
        return List.of(
                new LocalActions(),
                new LargeAction(),
                new Propagation(),
                new OfflineWork("P5", 1, List.of(1_000, 10_000)),
                new OfflineWork("P5b", 1_000, List.of(10)),
                new GoingBack());
    }

    /** {@return what servers do for many records, writers, connections and audiences} */
    private static List<Figure> ofServers() {
        return List.of(
                new LateArrival("P11", LogKind.DECLARED),
                new LateArrival("P11b", LogKind.UNDECLARED),
                new MetRecords(),
                new OldRecords(),
                new SeparateWriters(),
                new ManyWriters(),
                new Broadcast(),
                new IdleConnections(),
                new ManyAudiences(),
                new BytesOfAction(),
                new LargeUpload(),
                new LogLength(),
                new LongLoad());
    }

    /** {@return what clients do with what has come} */
    private static List<Figure> ofRows() {
        return List.of(
                new FirstSync(),
                new TenthAudience(),
                new CatchingUp(),
                new NewClients(),
                new BusyReplica(),
                new MissedRecords("P7d", false),
                new MissedRecords("P7e", true),
                new FileSize(),
                new SmallHeap(),
                new ClientStart());
    }
}
