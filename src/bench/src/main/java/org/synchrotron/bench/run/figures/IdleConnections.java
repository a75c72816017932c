package org.synchrotron.bench.run.figures;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalLong;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.Series;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Receivers;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.ServerProcess;
import org.synchrotron.bench.run.setup.Site;

/** P12: what thousands of idle connections, each of a user with an audience of its own, cost the server and two devices that work. */
final class IdleConnections implements Figure {

    private static final int WANTED = 5_000;
    /** Files of this program and of the server for everything else. */
    private static final int OTHER_FILES = 1_000;

    private static final int ACTIONS = 200;

    private final Series heap = new Series("heap of the server that is in use, for each connection", "KiB");
    private final Series kept = new Series("the same some seconds after they have ended", "KiB");
    private final Series resident = new Series("memory of the server's process, for each connection", "KiB");
    private final Quantiles alone = new Quantiles("an action until another device shows it, without them");
    private final Quantiles beside = new Quantiles("the same with them");

    @Override
    public String name() {
        return "P12";
    }

    @Override
    public void measure(Setting setting, Report report) {
        int number = possible();
        report.heading(
                name(), "%,d idle connections, each of another user in an audience of its own".formatted(number));
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            Pair.join(projects);
            List<String> users = Receivers.users("idle", number);
            projects.joinEach(users);
            Replica author = site.replica(Pair.AUTHOR);
            Pair pair = new Pair(author, site.replica(Pair.READER), setting);
            pair.times(ACTIONS);
            ServerProcess process = site.process();
            Memory before = Memory.of(process);
            for (int run = 0; run < setting.runs(); run++) {
                beside(site, users, pair, before);
                alone.add(pair.times(ACTIONS));
                kept.add(Memory.of(process).heapBeyond(before) / number);
            }
        } catch (GivenUp e) {
            List.of(alone, beside).forEach(each -> each.giveUp(e.why()));
            heap.giveUp(e.why());
        }
        print(report);
    }

    private void print(Report report) {
        report.line(heap, Goal.atMost(60));
        report.line(kept);
        report.line(resident);
        report.line(alone.middle());
        report.line(beside.middle(), alone.middle(), Goal.atMost(3));
        report.line(alone.slow());
        report.line(beside.slow(), alone.slow(), Goal.atMost(3));
        report.note("the process has its heap for good, once it has used it: its growth also shows what was garbage");
    }

    /** {@return how many connections the limit of open files allows} */
    private static int possible() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.max(1, Math.min(WANTED, system.getMaxFileDescriptorCount() - OTHER_FILES))
                : WANTED;
    }

    private void beside(Site site, List<String> users, Pair pair, Memory before) {
        try (Receivers idle = site.receivers(users)) {
            Memory now = Memory.of(site.process());
            heap.add(now.heapBeyond(before) / users.size());
            if (now.resident().isPresent()) {
                resident.add(now.residentBeyond(before) / users.size());
            }
            beside.add(pair.times(ACTIONS));
            if (idle.open() < users.size()) {
                throw new IllegalStateException(
                        "of %,d idle connections %,d are open".formatted(users.size(), idle.open()));
            }
        }
    }

    /** What the server has, in bytes. */
    private record Memory(long heap, OptionalLong resident) {

        static Memory of(ServerProcess process) {
            return new Memory(process.usedHeap(), process.resident());
        }

        /** {@return how many KiB more it is than another} */
        double heapBeyond(Memory other) {
            return (heap - other.heap) / 1024.0;
        }

        /** {@return the same of all memory} */
        double residentBeyond(Memory other) {
            return (resident.orElseThrow() - other.resident.orElseThrow()) / 1024.0;
        }
    }
}
