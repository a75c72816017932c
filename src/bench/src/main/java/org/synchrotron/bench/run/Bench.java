package org.synchrotron.bench.run;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.synchrotron.bench.run.figures.Figure;
import org.synchrotron.bench.run.figures.Setting;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.report.ResultFiles;
import org.synchrotron.bench.run.setup.Laboratory;
import org.synchrotron.bench.run.setup.Logs;
import org.synchrotron.demo.run.machine.Machine;
import org.synchrotron.demo.run.setup.Backend;
import org.synchrotron.demo.run.setup.StartedResources;

/** Starts the benchmark from the command line: {@code mvn -Pbench}, with the options of {@link BenchOptions}. */
public final class Bench {

    /** A strong reference, because loggers without one may lose their level. */
    private static final Logger ROOT = Logger.getLogger("");

    private Bench() {}

    /** Measures the figures that the system properties name. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        ROOT.setLevel(Level.WARNING);
        endWithParent();
        Properties properties = System.getProperties();
        BenchOptions options = BenchOptions.from(properties);
        List<Figure> figures = Figure.all().stream().filter(options::includes).toList();
        try (StartedResources resources = StartedResources.closedAtExit()) {
            Laboratory laboratory = new Laboratory(parts(properties), Machine.real(), options.patience(), resources);
            Setting setting = new Setting(
                    laboratory, new Logs(laboratory, System.out), options.runs(), options.largest(), options.load());
            Report report = new Report(System.out, ManagementFactory.getOperatingSystemMXBean()::getSystemLoadAverage);
            ResultFiles files = new ResultFiles(Path.of(properties.getProperty("bench.results")));
            for (Figure figure : figures) {
                figure.measure(setting, report);
                files.write(report.measured());
            }
        }
        // Threads of clients that are closed may still be there.
        System.exit(0);
    }

    private static Backend.Parts parts(Properties properties) {
        return new Backend.Parts(
                Path.of(properties.getProperty("bench.payara")),
                Path.of(properties.getProperty("bench.war")),
                Path.of(properties.getProperty("bench.binaries")));
    }

    /** Ends this program when Maven ends, because Maven does not end the programs that it started. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(() -> System.exit(1));
        });
    }
}
