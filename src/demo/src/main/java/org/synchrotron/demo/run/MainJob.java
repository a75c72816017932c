package org.synchrotron.demo.run;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.drive.Authors;
import org.synchrotron.demo.run.drive.Simulation;
import org.synchrotron.demo.run.input.Commit;
import org.synchrotron.demo.run.input.ExpectedLines;
import org.synchrotron.demo.run.input.HistoryFile;
import org.synchrotron.demo.run.input.Memberships;
import org.synchrotron.demo.run.input.Selection;
import org.synchrotron.demo.run.machine.Machine;
import org.synchrotron.demo.run.report.Progress;
import org.synchrotron.demo.run.schedule.Schedule;
import org.synchrotron.demo.run.setup.Backend;
import org.synchrotron.demo.run.setup.StartedResources;
import org.synchrotron.demo.run.setup.Workspace;
import org.synchrotron.demo.run.verdict.Examination;
import org.synchrotron.demo.run.verdict.LogFigures;
import org.synchrotron.demo.run.verdict.Verdict;

/** Runs the main job: reads the history, starts the servers, replays the history, compares the results and reports them. */
final class MainJob {

    private final Options options;
    private final Installation installation;
    private final Map<String, String> environment;
    private final Machine machine;
    private final Progress progress;
    private final PrintStream out;

    MainJob(
            Options options,
            Installation installation,
            Map<String, String> environment,
            Machine machine,
            Progress progress,
            PrintStream out) {
        this.options = options;
        this.installation = installation;
        this.environment = environment;
        this.machine = machine;
        this.progress = progress;
        this.out = out;
    }

    /** {@return whether the result is as expected} */
    boolean run(StartedResources resources) throws Exception {
        StopWatch watch = new StopWatch(machine.nanoTime());
        HistoryFile file =
                new HistoryFile(Optional.ofNullable(options.history()).orElse(installation.history()));
        List<Commit> commits = options.selection().of(file.read());
        Optional<ExpectedLines> expected = expected(file, commits);
        Schedule schedule = Schedule.of(commits, options.offline());

        Workspace workspace = resources.start(Workspace::create);
        progress.phase("Starting PostgreSQL and Payara Micro");
        Backend backend = Backend.start(
                installation.parts(), environment, Memberships.of(commits), machine, workspace, resources);
        Authors authors = resources.start(
                () -> Authors.open(schedule.authors(), backend, workspace.directory("clients"), machine.nanoTime()));
        backend.server().awaitReady();
        progress.done(backend.server().root().toString());
        Duration starting = watch.lap();

        new Simulation(authors, progress).run(schedule);
        Duration replaying = watch.lap();

        Verdict verdict = examine(backend, authors, expected.orElse(null));
        Duration examining = watch.lap();

        Report report = new Report(out);
        report.figures(schedule, LogFigures.of(backend.database()), authors.traffic());
        report.times(starting, replaying, examining);
        report.verdict(verdict);
        look(report, backend, authors);
        return verdict.holds();
    }

    private Verdict examine(Backend backend, Authors authors, @Nullable ExpectedLines expected) throws SQLException {
        progress.phase("Comparing");
        Verdict verdict = new Examination(backend.database(), expected).of(authors.files());
        progress.done(verdict.holds() ? "everything is as expected" : "there are differences");
        return verdict;
    }

    /** Returns git's counts for the whole history, and the sum over the commits for a part of it. */
    private Optional<ExpectedLines> expected(HistoryFile file, List<Commit> commits) {
        return options.selection().equals(Selection.ALL)
                ? ExpectedLines.read(file.expectedLines())
                : Optional.of(ExpectedLines.sumOf(commits));
    }

    private void look(Report report, Backend backend, Authors authors) throws InterruptedException {
        if (options.keep()) {
            report.howToLook(backend, authors);
            backend.server().awaitEnd();
        } else {
            report.howToKeep();
        }
    }
}
