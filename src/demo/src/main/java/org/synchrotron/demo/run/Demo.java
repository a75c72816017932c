package org.synchrotron.demo.run;

import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.synchrotron.demo.run.input.BadInput;
import org.synchrotron.demo.run.machine.Machine;
import org.synchrotron.demo.run.report.Progress;
import org.synchrotron.demo.run.report.ProgressBar;
import org.synchrotron.demo.run.report.ProgressLines;
import org.synchrotron.demo.run.setup.StartedResources;

/** Starts the main job from the command line. {@link Options} describes its options. */
public final class Demo {

    /** The exit code if the result is as expected. */
    public static final int GOOD = 0;

    /** The exit code if the job ran but its result differs from the expected one. */
    public static final int DIFFERENT = 1;

    /** The exit code if the job could not run. */
    public static final int FAILED = 2;

    /** A strong reference, because loggers without one may lose their level. */
    private static final Logger ROOT = Logger.getLogger("");

    private Demo() {}

    /** Runs the job with the system properties and the environment. Exits with 0 only if the result is as expected. */
    public static void main(String[] arguments) {
        ROOT.setLevel(Level.WARNING);
        if (Boolean.getBoolean("demo.ends-with-parent")) {
            endWithParent();
        }
        Machine machine = Machine.real();
        Progress progress = isOnTerminal()
                ? new ProgressBar(System.out, machine.nanoTime())
                : new ProgressLines(System.out, machine.nanoTime());
        System.exit(run(System.getProperties(), System.getenv(), machine, progress, System.out));
    }

    @SuppressWarnings(
            "SystemConsoleNull") // On JDK 22 and later, too: the build starts the demo with -Djdk.console=java.base.
    private static boolean isOnTerminal() {
        return System.console() != null;
    }

    /** {@return the exit code of a run} Stops and removes everything that it started before it returns. */
    public static int run(
            Properties properties,
            Map<String, String> environment,
            Machine machine,
            Progress progress,
            PrintStream out) {
        try (StartedResources resources = StartedResources.closedAtExit()) {
            try {
                MainJob job = new MainJob(
                        Options.from(properties), Installation.from(properties), environment, machine, progress, out);
                return job.run(resources) ? GOOD : DIFFERENT;
            } catch (Exception e) {
                if (!resources.isClosed()) {
                    explain(e, out);
                }
                return FAILED;
            }
        }
    }

    /** Ends this program when Maven ends, because Maven does not end the programs that it started. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(() -> System.exit(FAILED));
        });
    }

    private static void explain(Exception failure, PrintStream out) {
        out.println();
        out.println(failure instanceof BadInput ? failure.getMessage() : "The run failed: " + failure.getMessage());
        if (!(failure instanceof BadInput)) {
            failure.printStackTrace(out);
        }
    }
}
