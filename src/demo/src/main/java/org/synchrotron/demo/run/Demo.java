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
import org.synchrotron.demo.run.surroundings.Surroundings;

/** Starts the main job from the command line; see {@link Options} for what it can be told. */
public final class Demo {

    /** Everything came out as it should. */
    public static final int GOOD = 0;

    /** It ran, and something came out differently. */
    public static final int DIFFERENT = 1;

    /** It could not run. */
    public static final int FAILED = 2;

    /** Held here, because loggers that nobody holds lose their level. */
    private static final Logger ROOT = Logger.getLogger("");

    private Demo() {}

    /** Runs it with the system properties and the environment, and exits with 0 only if everything came out as it should. */
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

    @SuppressWarnings("SystemConsoleNull") // Also from JDK 22 on: the build starts it with -Djdk.console=java.base.
    private static boolean isOnTerminal() {
        return System.console() != null;
    }

    /** {@return the exit code of a run} When it returns, everything that it started has been stopped and removed. */
    public static int run(
            Properties properties,
            Map<String, String> environment,
            Machine machine,
            Progress progress,
            PrintStream out) {
        try (Surroundings surroundings = Surroundings.untilExit()) {
            try {
                MainJob job = new MainJob(
                        Options.from(properties), Installation.from(properties), environment, machine, progress, out);
                return job.run(surroundings) ? GOOD : DIFFERENT;
            } catch (Exception e) {
                if (!surroundings.isClosed()) {
                    explain(e, out);
                }
                return FAILED;
            }
        }
    }

    /** Maven, told to end, leaves the programs that it started behind. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(() -> System.exit(FAILED));
        });
    }

    private static void explain(Exception failure, PrintStream out) {
        out.println();
        out.println(failure instanceof BadInput ? failure.getMessage() : "The run has failed: " + failure.getMessage());
        if (!(failure instanceof BadInput)) {
            failure.printStackTrace(out);
        }
    }
}
