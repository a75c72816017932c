package org.synchrotron.bench.run.figures;

import java.util.List;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.setup.LogKind;

/** Something that the benchmark measures. */
public interface Figure {

    /** {@return the name by which it is chosen, for example P11} */
    String name();

    /** Measures in all runs, and prints a table. */
    void measure(Setting setting, Report report);

    /** {@return all figures, in the order in which they are measured} */
    static List<Figure> all() {
        return List.of(
                new LocalActions(),
                new LargeAction(),
                new LateArrival("P11", LogKind.DECLARED),
                new LateArrival("P11b", LogKind.UNDECLARED),
                new MetRecords(),
                new OldRecords(),
                new ManyWriters(),
                new Broadcast(),
                new BytesOfAction(),
                new LargeUpload(),
                new LogLength(),
                new FirstSync(),
                new TenthAudience(),
                new CatchingUp(),
                new NewClients(),
                new BusyReplica(),
                new FileSize(),
                new SmallHeap(),
                new ClientStart());
    }
}
