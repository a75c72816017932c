package org.synchrotron.demo.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.synchrotron.demo.run.drive.Authors;
import org.synchrotron.demo.run.drive.Traffic;
import org.synchrotron.demo.run.report.Numbers;
import org.synchrotron.demo.run.report.Table;
import org.synchrotron.demo.run.schedule.Schedule;
import org.synchrotron.demo.run.setup.Backend;
import org.synchrotron.demo.run.verdict.LogFigures;
import org.synchrotron.demo.run.verdict.Verdict;

/** Prints the result of the main job. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void figures(Schedule schedule, LogFigures log, Traffic traffic) {
        out.println();
        out.println(new Table()
                .row("authors", schedule.authors().size())
                .row("actions", log.actions())
                .row("uploads", schedule.periods().size())
                .row("late arrivals", log.late())
                .row("records undone and run again", log.rerun())
                .row("actions with another result than their author saw", log.adapted())
                .row("corrections by the server", log.corrections())
                .row("bytes up", Numbers.bytes(traffic.up()))
                .row("bytes down", Numbers.bytes(traffic.down())));
    }

    void times(Duration starting, Duration replaying, Duration examining) {
        out.println(new Table()
                .row("time to start", Numbers.seconds(starting))
                .row("time to replay", Numbers.seconds(replaying))
                .row("time to compare", Numbers.seconds(examining))
                .row("time", Numbers.seconds(starting.plus(replaying).plus(examining))));
    }

    void verdict(Verdict verdict) {
        out.println();
        verdict.sentences().forEach(out::println);
        verdict.differences().forEach(each -> out.println("  " + each));
        out.println();
    }

    void howToKeep() {
        out.println("Everything has been stopped and removed. Use -Dkeep to keep the server running.");
    }

    /** Prints the passwords, too: the server exists for one run and on this machine only. */
    void howToLook(Backend backend, Authors authors) {
        Map.Entry<String, Path> first = authors.files().entrySet().iterator().next();
        out.println(new Table(Table.Align.LEFT)
                .row("server", backend.server().root().toString())
                .row("its log", backend.server().log().toString())
                .row("database", backend.database().administrator().url())
                .row("  user", backend.database().administrator().user())
                .row("  password", backend.database().administrator().password())
                .row("clients", first.getValue().getParent() + " (SQLite, one file per author)")
                .row("token of " + first.getKey(), backend.tokens().of(first.getKey())));
        out.println("The server runs until Ctrl-C.");
    }
}
